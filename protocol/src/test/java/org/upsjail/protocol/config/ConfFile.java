// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** An upsmon.conf as it should be on a host: for its owner alone. */
final class ConfFile {

    private ConfFile() {}

    static Path write(Path directory, String text) throws IOException {
        return write(directory, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path directory, byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("upsmon.conf"), bytes);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
