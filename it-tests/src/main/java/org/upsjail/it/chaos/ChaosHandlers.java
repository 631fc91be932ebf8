// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.upsjail.it.process.TemporaryDirectory;

/** A NOTIFYCMD and a SHUTDOWNCMD that write down their runs; the first can be made to hang after that. */
final class ChaosHandlers implements AutoCloseable {

    /** The type that stands for SHUTDOWNCMD. */
    static final String SHUTDOWN = "SHUTDOWNCMD";

    private static final String NOTIFY = """
            #!/bin/sh
            printf '%s|%s|%s\\n' "$NOTIFYTYPE" "$UPSNAME" "$UPSJAIL_REPEAT" >> '@DIR@/log'
            while [ -e '@DIR@/hang' ]; do sleep 0.2; done
            """;

    private static final String SHUT_DOWN = """
            #!/bin/sh
            printf 'SHUTDOWNCMD||\\n' >> '@DIR@/log'
            """;

    private final TemporaryDirectory directory;
    private long read;

    private ChaosHandlers(TemporaryDirectory directory) {
        this.directory = directory;
    }

    static ChaosHandlers create() throws IOException {
        ChaosHandlers handlers = new ChaosHandlers(TemporaryDirectory.create("upsjail-chaos-"));
        Files.createFile(handlers.log());
        Files.setPosixFilePermissions(handlers.log(), PosixFilePermissions.fromString("rw-rw-rw-"));
        handlers.script("notifycmd", NOTIFY);
        handlers.script("shutdowncmd", SHUT_DOWN);
        return handlers;
    }

    Path directory() {
        return directory.path();
    }

    Path notifyCommand() {
        return directory.path().resolve("notifycmd");
    }

    Path shutdownCommand() {
        return directory.path().resolve("shutdowncmd");
    }

    void hang() throws IOException {
        Files.write(directory.path().resolve("hang"), new byte[0]);
    }

    void release() throws IOException {
        Files.deleteIfExists(directory.path().resolve("hang"));
    }

    /** Lines {@code type|ups|repeat} written since the last call. */
    List<String[]> news() throws IOException {
        List<String[]> news = new ArrayList<>();
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
            byte[] bytes = new byte[(int) (file.length() - read)];
            file.seek(read);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.US_ASCII);
            int end = text.lastIndexOf('\n') + 1;
            read += end;
            text.substring(0, end).lines().forEach(line -> news.add(line.split("\\|", -1)));
        }
        return news;
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }

    private Path log() {
        return directory.path().resolve("log");
    }

    private void script(String name, String text) throws IOException {
        Path script = directory.path().resolve(name);
        Files.writeString(script, text.replace("@DIR@", directory.path().toString()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
