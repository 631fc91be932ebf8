// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.ConfigProblem;
import org.upsjail.protocol.config.ConfigProblem.Severity;

/**
 * What stands between a BEGIN and its END in a PEM file (RFC 7468), with both.
 *
 * @param line of its BEGIN, from 1
 * @param type the words after BEGIN
 * @param text may be a private key
 */
record PemBlock(Path file, int line, String type, String text) {

    /** The system's bundle of 150 certificates has a quarter of it. */
    static final int MAX_FILE_BYTES = 1 << 20;

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** All of a file, in order. Text between them is passed over: openssl and pk12util write remarks there. */
    static List<PemBlock> readAll(Path file) throws ConfigException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw problem(
                        file, 0, "the file is larger than " + MAX_FILE_BYTES + " bytes", "name one with less in it");
            }
            return parse(file, new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            throw problem(file, 0, "the file cannot be read (" + unreadable + ")", "check its owner and mode");
        }
    }

    static List<PemBlock> parse(Path file, String content) throws ConfigException {
        List<PemBlock> blocks = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String type = "";
        int begin = 0;
        int number = 0;
        for (String raw : content.split("\n", -1)) {
            String line = raw.strip();
            number++;
            if (begin == 0 && line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                begin = number;
                type = line.substring(BEGIN.length(), line.length() - DASHES.length());
            }
            if (begin > 0) {
                text.append(line).append('\n');
                if (line.equals(END + type + DASHES)) {
                    blocks.add(new PemBlock(file, begin, type, text.toString()));
                    begin = 0;
                    text.setLength(0);
                } else if (line.startsWith(BEGIN) && number > begin) {
                    break;
                }
            }
        }
        if (begin > 0) {
            throw problem(file, begin, "BEGIN " + shown(type) + " without its END", "copy the file again, whole");
        }
        return blocks;
    }

    boolean isCertificate() {
        return type.equals("CERTIFICATE") || type.equals("X509 CERTIFICATE");
    }

    boolean isKey() {
        return type.endsWith("PRIVATE KEY");
    }

    /** What it encodes, where it has no headers of its own. */
    byte[] content() throws ConfigException {
        int from = text.indexOf('\n') + 1;
        try {
            return Base64.getMimeDecoder().decode(text.substring(from, text.lastIndexOf(END)));
        } catch (IllegalArgumentException malformed) {
            throw problem("what stands in it is not base64", "copy the file again, whole");
        }
    }

    /** About this block; what is in it is not shown. */
    ConfigException problem(String what, String remedy) {
        return problem(file, line, what, remedy);
    }

    static ConfigException problem(Path file, int line, String what, String remedy) {
        return new ConfigException(List.of(new ConfigProblem(Severity.ERROR, file, line, what, remedy)));
    }

    @Override
    public String toString() {
        return file + ":" + line + " " + shown(type);
    }

    private static String shown(String type) {
        return type.matches("[A-Z0-9 ]{1,40}") ? type : "of an unknown kind";
    }
}
