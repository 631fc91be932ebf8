// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.upsjail.protocol.config.TlsVersion;

/** The JDK refuses TLS 1.0 and 1.1 whatever an engine is told, unless its list of what is disabled is changed. */
final class OldVersions {

    private static final String DISABLED = "jdk.tls.disabledAlgorithms";

    private OldVersions() {}

    /** Works only before the first use of TLS in this process. */
    static void allowFrom(TlsVersion oldest) {
        if (oldest.compareTo(TlsVersion.TLS_1_2) < 0) {
            Security.setProperty(DISABLED, without(oldest.andNewer(), String.valueOf(Security.getProperty(DISABLED))));
        }
    }

    static String without(List<String> allowed, String disabled) {
        return Arrays.stream(disabled.split(","))
                .map(String::strip)
                .filter(entry -> !allowed.contains(entry))
                .collect(Collectors.joining(", "));
    }
}
