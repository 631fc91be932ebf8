// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which certificate is for which name. */
class PeerNameTest {

    private static final Issuer ISSUER = new Issuer("an authority");

    /** Alternatives are separated by blanks; ip: marks an address. */
    @ParameterizedTest
    @CsvSource({
        "ups.org,          ups.org,       '',                  true",
        "UPS.org,          ups.ORG,       '',                  true",
        "ups.org,          other.org,     '',                  false",
        "ups.org.,         x,             ups.org,             true",
        "ups.org,          'x,O=ups.org', '',                  false",
        "My UPS server,    My UPS server, '',                  true",
        "ups.org,          other.org,     ups.org,             true",
        "ups.org,          other.org,     a.org ups.org,       true",
        "other.org,        other.org,     ups.org,             false",
        "a.ups.org,        x,             *.ups.org,           true",
        "b.a.ups.org,      x,             *.ups.org,           false",
        "ups.org,          x,             *.ups.org,           false",
        "ups.org,          x,             *.org,               false",
        "a.ups.org,        x,             a*.ups.org,          false",
        "a.ups.org,        x,             *.*.org,             false",
        ".ups.org,         x,             *.ups.org,           false",
        "192.0.2.1,        x,             ip:192.0.2.1,        true",
        "192.0.2.1,        x,             ip:192.0.2.2,        false",
        "192.0.2.1,        192.0.2.1,     '',                  true",
        "192.0.2.1,        x,             192.0.2.1,           false",
        "192.0.2.1,        192.0.2.1,     ip:192.0.2.2,        false",
        "192.0.2.1,        192.0.2.1,     ups.org,             true",
        "::1,              x,             ip:0:0:0:0:0:0:0:1,  true",
        "2001:DB8::7,      x,             ip:2001:db8::7,      true",
        "127.0.0.1,        *.0.0.1,       '',                  false",
    })
    void matchesWhatItShould(String wanted, String commonName, String alternatives, boolean matches) {
        GeneralName[] names = Arrays.stream(alternatives.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> word.startsWith("ip:") ? Issuer.ip(word.substring(3)) : Issuer.dns(word))
                .toArray(GeneralName[]::new);

        assertEquals(
                matches,
                PeerName.of(wanted).matches(ISSUER.issue(commonName, names).certificate()));
    }
}
