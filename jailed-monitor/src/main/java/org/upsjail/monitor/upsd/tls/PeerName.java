// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import io.netty.util.NetUtil;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * The name a certificate has to have. As RFC 6125 has it: alternative names of the kind asked for, and the common name
 * only where there are none of that kind; {@code *} stands for one whole first label.
 */
final class PeerName {

    /** GeneralName of RFC 5280. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    private final String name;
    private final byte @Nullable [] address;

    private PeerName(String name, byte @Nullable [] address) {
        this.name = name;
        this.address = address;
    }

    /** A dot at the end of a host's name belongs to DNS and stands in no certificate. */
    static PeerName of(String name) {
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return new PeerName(plain, NetUtil.createByteArrayFromIpAddressString(plain));
    }

    boolean matches(X509Certificate certificate) {
        List<String> alternatives;
        try {
            alternatives = alternatives(certificate);
        } catch (CertificateParsingException malformed) {
            return false;
        }
        return alternatives.isEmpty()
                ? commonNames(certificate).stream().anyMatch(this::matches)
                : alternatives.stream().anyMatch(this::matches);
    }

    private boolean matches(String presented) {
        if (address != null) {
            byte[] other = NetUtil.createByteArrayFromIpAddressString(presented);
            return other != null && Arrays.equals(address, other);
        }
        String wanted = name.toLowerCase(Locale.ROOT);
        String found = presented.toLowerCase(Locale.ROOT);
        return found.startsWith("*.") ? matchesWildcard(wanted, found.substring(1)) : found.equals(wanted);
    }

    /** Not for a top level: {@code *.com} is nobody's. */
    private static boolean matchesWildcard(String wanted, String domain) {
        int dot = wanted.indexOf('.');
        return dot > 0 && wanted.substring(dot).equals(domain) && domain.indexOf('.', 1) > 0;
    }

    private List<String> alternatives(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        if (all == null) {
            return List.of();
        }
        int kind = address == null ? DNS_NAME : IP_ADDRESS;
        return all.stream()
                .filter(entry -> Integer.valueOf(kind).equals(entry.get(0)))
                .map(entry -> String.valueOf(entry.get(1)))
                .toList();
    }

    private static List<String> commonNames(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .toList();
        } catch (InvalidNameException malformed) {
            return List.of();
        }
    }
}
