// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.process;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.NotSeenException;

/**
 * Commands for NOTIFYCMD and SHUTDOWNCMD that write down each of their runs, one whole line a run, and the log they
 * write. Any account may run them.
 */
public final class HandlerLog implements AutoCloseable {

    private static final String NOTIFY_SCRIPT = """
            #!/bin/sh
            last=
            for argument; do last=$argument; done
            # One printf is one write at the end of the file: runs at the same time do not mix.
            printf '%s|%s|%s|%s|%s\\n' "$NOTIFYTYPE" "$UPSNAME" "$last" "$#" "$(/usr/bin/id -u)" >> '@LOG@'
            """;

    private static final String SHUTDOWN_SCRIPT = """
            #!/bin/sh
            printf '%s|%s|%s|%s|%s\\n' SHUTDOWNCMD "$UPSNAME" "$*" "$#" "$(/usr/bin/id -u)" >> '@LOG@'
            """;

    /** Nanoseconds. Where several threads wait, one of them takes the sign that the log has changed. */
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

    private final TemporaryDirectory directory;
    private final Path log;
    private final Path notifyCommand;
    private final Path shutdownCommand;
    private final WatchService watch;

    private HandlerLog(TemporaryDirectory directory) throws IOException {
        this.directory = directory;
        log = directory.path().resolve("handler.log");
        Files.createFile(log);
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-rw-rw-"));
        notifyCommand = script("notifycmd", NOTIFY_SCRIPT);
        shutdownCommand = script("shutdowncmd", SHUTDOWN_SCRIPT);
        watch = directory.path().getFileSystem().newWatchService();
        directory.path().register(watch, ENTRY_CREATE, ENTRY_MODIFY);
    }

    /** Makes the commands and an empty log. */
    public static HandlerLog create() throws IOException {
        TemporaryDirectory directory = TemporaryDirectory.create("upsjail-handlers-");
        try {
            return new HandlerLog(directory);
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    /** What to configure as NOTIFYCMD. */
    public Path notifyCommand() {
        return notifyCommand;
    }

    /** What to configure as SHUTDOWNCMD. */
    public Path shutdownCommand() {
        return shutdownCommand;
    }

    /**
     * A NOTIFYCMD that writes down its run as the others do and then goes on with {@code shell}, lines for
     * {@code /bin/sh}: to be slow, to fail, to leave a daemon behind.
     */
    public Path notifyCommandThen(String name, String shell) throws IOException {
        return script(name, NOTIFY_SCRIPT + shell + "\n");
    }

    /** A SHUTDOWNCMD that writes down its run and then goes on with {@code shell}. */
    public Path shutdownCommandThen(String name, String shell) throws IOException {
        return script(name, SHUTDOWN_SCRIPT + shell + "\n");
    }

    /** All runs so far, in the order they were written. */
    public List<HandlerCall> calls() throws IOException {
        String text = Files.readString(log, StandardCharsets.UTF_8);
        // A line still without its end is not there yet.
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(HandlerCall::parse)
                .toList();
    }

    /** The runs of one type for one UPS so far. */
    public List<HandlerCall> calls(String notifyType, String ups) throws IOException {
        return calls().stream().filter(call -> call.is(notifyType, ups)).toList();
    }

    /** How many runs there were of one type so far, for whatever UPS. */
    public long count(String notifyType) throws IOException {
        return calls().stream().filter(call -> call.is(notifyType)).count();
    }

    /**
     * The first run that matches, past or to come.
     *
     * @throws NotSeenException if there is none within {@code within}; its message shows all runs
     */
    public HandlerCall await(Predicate<HandlerCall> wanted, Duration within) throws IOException, InterruptedException {
        return awaitFrom(0, wanted, within);
    }

    /** As {@link #await}, without the first {@code position} runs: take it from {@code calls().size()}. */
    public HandlerCall awaitFrom(int position, Predicate<HandlerCall> wanted, Duration within)
            throws IOException, InterruptedException {
        Deadline deadline = Deadline.after(within);
        while (true) {
            List<HandlerCall> calls = calls();
            for (HandlerCall call : calls.subList(Math.min(position, calls.size()), calls.size())) {
                if (wanted.test(call)) {
                    return call;
                }
            }
            if (deadline.passed()) {
                throw new NotSeenException("no such run of a command within " + within + "; runs: " + calls);
            }
            WatchKey changed = watch.poll(Math.min(deadline.nanosLeft(), LOOK_AGAIN), TimeUnit.NANOSECONDS);
            if (changed != null) {
                changed.pollEvents();
                changed.reset();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            watch.close();
        }
    }

    private Path script(String name, String text) throws IOException {
        Path script = directory.path().resolve(name);
        Files.writeString(script, text.replace("@LOG@", log.toString()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
