// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.upsjail.monitor.MonitorMain;
import org.upsjail.protocol.fact.UpsName;

/**
 * The jailed monitor with a door: it boots as {@link MonitorMain} does and, once the jail is proved, does what the
 * property {@value #DEED} says; then it goes on as a monitor, as far as it still can: an attempt of the JDK's to start a
 * program closes descriptor 0 when it fails. What came of it is said on descriptor 2.
 */
public final class Door {

    static final String DEED = "upsjail.escape.deed";
    static final String VICTIM = "upsjail.escape.victim";
    static final String TREACHERY = "upsjail.escape.treachery";
    static final String SEED = "upsjail.escape.seed";
    static final String DIGEST = "upsjail.escape.digest";
    static final String UPS = "upsjail.escape.ups";

    /** Begins each line of ours. */
    static final String MARK = "escape";

    /** The dispatcher cuts lines at 512 bytes, its prefix not counted. */
    private static final int MAX_LINE_CHARS = 480;

    private static final int X32_GETPID = 0x40000000 | 39;

    /** More than the monitor may hold. */
    private static final int DESCRIPTORS = 70;

    /** What is done inside. */
    public enum Deed {
        /** Every attack, on the main thread and on the event loop. */
        ATTACK,
        /** Garbage on every descriptor. */
        SCRIBBLE,
        /** A system call by its number of another ABI. */
        FOREIGN_CALL,
        /** Exceptions of every origin and a collection of garbage, each second, for as long as it lives. */
        GRUMBLE,
        /** What the property {@value #TREACHERY} says, instead of being a monitor. */
        BETRAY
    }

    private final NativeCalls calls = NativeCalls.bind();
    private final List<Attack> attacks = new ArrayList<>();
    private final PrintStream out;

    private Door(PrintStream out) {
        this.out = out;
        long victim = Long.getLong(VICTIM, 0);
        attacks.addAll(NativeAttacks.all(calls, victim));
        attacks.addAll(JavaAttacks.all(victim));
    }

    /** Arguments as the monitor's; none: the attacks are made where there is no jail, for comparison. */
    public static void main(String[] arguments) {
        Door door = new Door(System.err);
        if (arguments.length == 0) {
            door.attack("outside");
            Runtime.getRuntime().halt(0);
        }
        Deed deed = Deed.valueOf(System.getProperty(DEED));
        MonitorMain.run(arguments, (loop, log) -> door.open(deed, loop, log));
    }

    /** The names of all attacks. */
    public static List<Attack> attacks() {
        return new Door(System.err).attacks;
    }

    private void open(Deed deed, Executor loop, Consumer<String> log) {
        switch (deed) {
            case ATTACK -> {
                attack("main");
                loop.execute(() -> attack("loop"));
            }
            case SCRIBBLE -> loop.execute(this::scribble);
            case FOREIGN_CALL -> calls.call(X32_GETPID);
            case BETRAY -> conqueror().betray(Treachery.valueOf(System.getProperty(TREACHERY)));
            case GRUMBLE -> Grumbler.start((ScheduledExecutorService) loop, log);
        }
        log.accept(MARK + " door is closed");
    }

    private Conqueror conqueror() {
        return new Conqueror(
                calls, new UpsName(System.getProperty(UPS)), System.getProperty(DIGEST), Long.getLong(SEED, 0));
    }

    private void attack(String where) {
        List<String> refused = new ArrayList<>();
        for (Attack attack : attacks) {
            String refusal = attack.attempt();
            if (refusal.isEmpty()) {
                out.println(line(where, "succeeded") + attack.name());
            } else {
                refused.add(attack.name());
            }
        }
        say(line(where, "refused"), refused);
        out.println(line(where, "over") + attacks.size());
    }

    /** Garbage as a conqueror would send it: a frame that is none, a line that would be a terminal's. */
    private void scribble() {
        byte[] garbage = "\2\uffff<0>\33[31mforged\n".getBytes(StandardCharsets.ISO_8859_1);
        long address = calls.bytes(garbage);
        for (int descriptor = 0; descriptor < DESCRIPTORS; descriptor++) {
            calls.call(1, descriptor, address, garbage.length);
        }
    }

    private void say(String head, List<String> names) {
        StringJoiner line = new StringJoiner("; ", head, "");
        for (String name : names) {
            if (line.length() + name.length() > MAX_LINE_CHARS) {
                out.println(line);
                line = new StringJoiner("; ", head, "");
            }
            line.add(name);
        }
        out.println(line);
    }

    private static String line(String where, String what) {
        return MARK + " " + where + " " + what + ": ";
    }
}
