// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import org.upsjail.protocol.fact.UpsName;

/** Which UPSes a configuration has, in short. */
public final class UpsSet {

    private UpsSet() {}

    /** SHA-256 of the names in alphabetic order, each followed by a newline, which no name has in it. */
    public static String digest(Collection<UpsName> upses) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            upses.stream()
                    .map(UpsName::value)
                    .sorted()
                    .forEach(name -> sha256.update((name + "\n").getBytes(StandardCharsets.US_ASCII)));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException everyJreHasIt) {
            throw new IllegalStateException(everyJreHasIt);
        }
    }
}
