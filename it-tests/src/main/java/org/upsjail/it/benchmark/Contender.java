// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.upsjail.it.footprint.Footprint;
import org.upsjail.it.installed.RunningUpsjail;
import org.upsjail.it.installed.Setup;
import org.upsjail.it.nut.RunningUpsmon;
import org.upsjail.it.process.Resources;
import org.upsjail.it.process.RunningProgram;

/** One of the two programs at work on the same configuration, with the same commands. Closing ends it. */
final class Contender implements AutoCloseable {

    /** Which program. */
    enum Kind {
        UPSMON,
        UPSJAIL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A second is the shortest time that upsmon knows. */
    private static final List<String> TIMES = List.of(
            "MINSUPPLIES 1",
            "POLLFREQ 1",
            "POLLFREQALERT 1",
            "DEADTIME 3600",
            "HOSTSYNC 3",
            "FINALDELAY 0",
            "NOTIFYFLAG ONLINE EXEC",
            "NOTIFYFLAG ONBATT EXEC",
            "NOTIFYFLAG COMMBAD IGNORE",
            "NOTIFYFLAG COMMOK IGNORE",
            "NOTIFYFLAG NOCOMM IGNORE",
            "NOTIFYFLAG FSD IGNORE",
            "NOTIFYFLAG SHUTDOWN IGNORE");

    private final RunningProgram program;
    private final CommandPipe commands;
    private final List<AutoCloseable> owned;
    private final long startedAt;

    private Contender(RunningProgram program, CommandPipe commands, long startedAt, List<AutoCloseable> owned) {
        this.program = program;
        this.commands = commands;
        this.startedAt = startedAt;
        this.owned = owned;
    }

    /**
     * Starts it as primary of all of them.
     *
     * @param upsmonConf further lines
     * @param upsjailConf further lines of the file that upsmon does not read
     */
    static Contender start(Kind kind, List<String> systems, List<String> upsmonConf, List<String> upsjailConf)
            throws IOException, InterruptedException {
        return start(kind, systems, upsmonConf, upsjailConf, List.of());
    }

    /** The same, where names are asked for at {@code nameserver} and nowhere else, as {@code resolvConf} says. */
    static Contender startWithResolver(Kind kind, List<String> systems, Path resolvConf, String nameserver)
            throws IOException, InterruptedException {
        // In a mount namespace of its own: upsmon knows no other file.
        List<String> before = List.of(
                "/usr/bin/unshare",
                "--mount",
                "/bin/sh",
                "-c",
                "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"",
                resolvConf.toString());
        return start(kind, systems, List.of(), List.of("NAMESERVERS " + nameserver), before);
    }

    private static Contender start(
            Kind kind,
            List<String> systems,
            List<String> upsmonConf,
            List<String> upsjailConf,
            List<String> beforeUpsmon)
            throws IOException, InterruptedException {
        CommandPipe commands = CommandPipe.create();
        List<String> conf = new ArrayList<>(TIMES);
        conf.add("NOTIFYCMD " + commands.notifyCommand());
        conf.add("SHUTDOWNCMD " + commands.shutdownCommand());
        conf.addAll(upsmonConf);
        systems.forEach(system -> conf.add("MONITOR " + system + " 1 prim pp primary"));
        return kind == Kind.UPSMON
                ? startUpsmon(conf, beforeUpsmon, commands)
                : startUpsjail(conf, upsjailConf, commands);
    }

    private static Contender startUpsmon(List<String> conf, List<String> before, CommandPipe commands)
            throws IOException {
        long startedAt = System.nanoTime();
        RunningUpsmon upsmon = RunningUpsmon.start(before, conf);
        return new Contender(upsmon.program(), commands, startedAt, List.of(upsmon, commands));
    }

    private static Contender startUpsjail(List<String> conf, List<String> upsjailConf, CommandPipe commands)
            throws IOException {
        Setup setup = Setup.quick().upsjail("STARTTLS off");
        conf.forEach(setup::upsmon);
        upsjailConf.forEach(setup::upsjail);
        setup.written();
        long startedAt = System.nanoTime();
        RunningUpsjail upsjail = RunningUpsjail.start(setup);
        return new Contender(upsjail.program(), commands, startedAt, List.of(upsjail, setup, commands));
    }

    RunningProgram program() {
        return program;
    }

    CommandPipe commands() {
        return commands;
    }

    /** When its command was given, on the clock of {@link System#nanoTime}. */
    long startedAt() {
        return startedAt;
    }

    /** Of its two processes together, handlers left out. */
    Footprint footprint() throws IOException {
        Footprint both = Footprint.of(program.pid());
        for (ProcessHandle child :
                ProcessHandle.of(program.pid()).orElseThrow().children().toList()) {
            if (Files.exists(Path.of("/proc", Long.toString(child.pid()), "smaps_rollup")) && !isZombie(child.pid())) {
                both = both.plus(Footprint.of(child.pid()));
            }
        }
        return both;
    }

    /** Processes it started that have ended and that nobody asked for their status. */
    long zombies() throws IOException {
        long count = 0;
        for (ProcessHandle child : program.children()) {
            count += isZombie(child.pid()) ? 1 : 0;
        }
        return count;
    }

    private static boolean isZombie(long pid) throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        return Files.exists(stat) && Files.readString(stat).contains(") Z ");
    }

    @Override
    public void close() throws IOException {
        Resources.close(owned);
    }
}
