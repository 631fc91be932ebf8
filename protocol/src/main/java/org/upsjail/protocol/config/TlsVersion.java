// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** TLSMIN of upsjail.conf, from the oldest to the newest. */
public enum TlsVersion {
    TLS_1_0("1.0", "TLSv1"),
    TLS_1_1("1.1", "TLSv1.1"),
    TLS_1_2("1.2", "TLSv1.2"),
    TLS_1_3("1.3", "TLSv1.3");

    private final String number;
    private final String jdkName;

    TlsVersion(String number, String jdkName) {
        this.number = number;
        this.jdkName = jdkName;
    }

    static Optional<TlsVersion> ofNumber(String number) {
        return Arrays.stream(values())
                .filter(version -> version.number.equals(number))
                .findFirst();
    }

    /** This one and all newer ones, as the JDK calls them. */
    public List<String> andNewer() {
        return Arrays.stream(values())
                .filter(version -> version.compareTo(this) >= 0)
                .map(version -> version.jdkName)
                .toList();
    }

    @Override
    public String toString() {
        return number;
    }
}
