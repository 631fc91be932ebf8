// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.upsjail.it.await.Journal;
import org.upsjail.it.process.TemporaryDirectory;

/**
 * Commands for NOTIFYCMD and SHUTDOWNCMD whose first act is a line in a FIFO, and the reader of it: the time of a run is
 * that of its first instruction, but for the start of the shell and some microseconds. Any account may run them.
 */
final class CommandPipe implements AutoCloseable {

    /** Runs kept: those of some bursts. */
    private static final int JOURNAL_ENTRIES = 50_000;

    /** Ends the reader. */
    private static final String END = "END";

    private final TemporaryDirectory directory;
    private final RandomAccessFile fifo;
    private final Path notifyCommand;
    private final Path shutdownCommand;
    private final Journal<Run> runs = new Journal<>(JOURNAL_ENTRIES);
    private final Thread reader = new Thread(this::read, "command-pipe");

    /**
     * One run of a command.
     *
     * @param type NOTIFYTYPE, or SHUTDOWNCMD
     * @param ups UPSNAME, may be empty
     * @param nanos when, on the clock of {@link System#nanoTime}
     */
    record Run(String type, String ups, long nanos) {

        boolean is(String wanted, String system) {
            return type.equals(wanted) && ups.equals(system);
        }
    }

    private CommandPipe(TemporaryDirectory directory, Path path) throws IOException {
        this.directory = directory;
        // Both ways, so that there is no end of the file when nobody writes.
        fifo = new RandomAccessFile(path.toFile(), "rw");
        notifyCommand = script("notifycmd", text("$NOTIFYTYPE", path));
        shutdownCommand = script("shutdowncmd", text("SHUTDOWNCMD", path));
        reader.setDaemon(true);
        reader.start();
    }

    static CommandPipe create() throws IOException, InterruptedException {
        TemporaryDirectory directory = TemporaryDirectory.create("upsjail-commands-");
        Path path = directory.path().resolve("fifo");
        Process mkfifo = new ProcessBuilder("/usr/bin/mkfifo", "-m", "0666", path.toString()).start();
        if (mkfifo.waitFor() != 0) {
            throw new IOException("mkfifo " + path + " failed");
        }
        return new CommandPipe(directory, path);
    }

    Path notifyCommand() {
        return notifyCommand;
    }

    Path shutdownCommand() {
        return shutdownCommand;
    }

    Journal<Run> runs() {
        return runs;
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            fifo.write((END + " \n").getBytes(StandardCharsets.US_ASCII));
            reader.join();
            fifo.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        byte[] buffer = new byte[1 << 16];
        StringBuilder line = new StringBuilder();
        try {
            for (int count = fifo.read(buffer); count > 0; count = fifo.read(buffer)) {
                long now = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    if (buffer[i] != '\n') {
                        line.append((char) buffer[i]);
                        continue;
                    }
                    String[] words = line.toString().split(" ", 2);
                    line.setLength(0);
                    if (words[0].equals(END)) {
                        return;
                    }
                    runs.add(new Run(words[0], words[1], now));
                }
            }
        } catch (IOException closed) {
            // Nothing more comes.
        }
    }

    private static String text(String type, Path path) {
        return "#!/bin/sh\necho \"" + type + " $UPSNAME\" >'" + path + "'\n";
    }

    private Path script(String name, String text) throws IOException {
        Path script = directory.path().resolve(name);
        Files.writeString(script, text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
