// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over the lines of both files in order: words separated by 0x1F, lines ended by 0x0A, files by 0x1C. The lexer
 * lets none of these bytes into a word, so two configurations have the same digest only if they have the same words.
 */
final class ConfigDigest {

    private ConfigDigest() {}

    static String of(List<List<ConfigLine>> files) {
        MessageDigest sha256 = sha256();
        for (List<ConfigLine> lines : files) {
            for (ConfigLine line : lines) {
                sha256.update(String.join("\u001F", line.words()).getBytes(StandardCharsets.US_ASCII));
                sha256.update((byte) '\n');
            }
            sha256.update((byte) 0x1C);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJreHasIt) {
            throw new IllegalStateException(everyJreHasIt);
        }
    }
}
