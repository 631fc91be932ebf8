// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.upsjail.it.installed.RunningUpsjail;
import org.upsjail.it.installed.Setup;
import org.upsjail.it.nut.RunningUpsmon;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.HandlerLog;
import org.upsjail.it.process.Resources;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.upsd.SimulatedUpsd;

/** One of the two programs that see the same life: itself, its handlers, its account at upsd. */
final class Rival implements AutoCloseable {

    /** The account of Debian's upsmon at upsd. */
    static final String UPSMON = "upsmon";

    /** The account of upsjail at upsd. */
    static final String UPSJAIL = "upsjail";

    /** Every type that 2.8.0 announces, and SHUTDOWNCMD, which is compared with them. */
    static final Set<String> TYPES = Set.of(
            "ONLINE",
            "ONBATT",
            "LOWBATT",
            "FSD",
            "COMMOK",
            "COMMBAD",
            "SHUTDOWN",
            "REPLBATT",
            "NOCOMM",
            "NOPARENT",
            "CAL",
            HandlerCall.SHUTDOWN);

    static final String PASSWORD = "differential";

    /**
     * Waits that begin with a lost connection are out of the way: how long a step takes is not part of what is compared.
     * A second is the shortest time upsmon knows.
     */
    private static final List<String> TIMES =
            List.of("POLLFREQ 1", "POLLFREQALERT 1", "DEADTIME 3600", "HOSTSYNC 3", "FINALDELAY 1");

    private final String name;
    private final RunningProgram program;
    private final HandlerLog handlers;
    private final List<AutoCloseable> owned;
    private final Predicate<ProcessHandle> handler;
    private int compared;

    private Rival(
            String name,
            RunningProgram program,
            HandlerLog handlers,
            Predicate<ProcessHandle> handler,
            List<AutoCloseable> owned) {
        this.name = name;
        this.program = program;
        this.handlers = handlers;
        this.handler = handler;
        this.owned = owned;
    }

    static Rival upsmon(Life life, SimulatedUpsd upsd) throws IOException {
        HandlerLog handlers = HandlerLog.create();
        List<String> conf = new ArrayList<>(monitorLines(life, upsd, UPSMON));
        conf.addAll(TIMES);
        conf.add("MINSUPPLIES 1");
        conf.add("NOTIFYCMD " + handlers.notifyCommand());
        conf.add("SHUTDOWNCMD " + handlers.shutdownCommand());
        TYPES.stream()
                .filter(type -> !type.equals(HandlerCall.SHUTDOWN))
                .forEach(type -> conf.add("NOTIFYFLAG " + type + " EXEC"));
        try {
            RunningUpsmon upsmon = RunningUpsmon.start(conf);
            long first = upsmon.program().pid();
            // Of its two halves the second is the first's child; handlers are grandchildren.
            Predicate<ProcessHandle> handler = child ->
                    child.parent().filter(parent -> parent.pid() == first).isEmpty();
            return new Rival(UPSMON, upsmon.program(), handlers, handler, List.of(upsmon, handlers));
        } catch (IOException e) {
            handlers.close();
            throw e;
        }
    }

    static Rival upsjail(Life life, SimulatedUpsd upsd) throws IOException, InterruptedException {
        Setup setup = Setup.quick();
        TIMES.forEach(setup::upsmon);
        monitorLines(life, upsd, UPSJAIL).forEach(setup::upsmon);
        try {
            RunningUpsjail upsjail = RunningUpsjail.start(setup);
            long monitor = upsjail.awaitWatching();
            Predicate<ProcessHandle> handler = child -> child.pid() != monitor && !RunningUpsjail.isWaiting(child);
            return new Rival(UPSJAIL, upsjail.program(), setup.handlers(), handler, List.of(upsjail, setup));
        } catch (IOException | InterruptedException e) {
            setup.close();
            throw e;
        }
    }

    private static List<String> monitorLines(Life life, SimulatedUpsd upsd, String account) {
        List<String> upses = new ArrayList<>(life.upses());
        upses.add(Life.MARKER);
        return upses.stream()
                .map(ups -> String.format(
                        Locale.ROOT,
                        "MONITOR %s 1 %s %s %s",
                        upsd.system(ups),
                        account,
                        PASSWORD,
                        life.role().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    RunningProgram program() {
        return program;
    }

    /** What was told since {@link #compared}. */
    List<Told> told() throws IOException {
        List<HandlerCall> calls = handlers.calls();
        return calls.subList(compared, calls.size()).stream()
                .filter(call -> TYPES.contains(call.type()))
                .map(call -> new Told(call.ups().replaceFirst("@.*", ""), call.type()))
                .toList();
    }

    /** What was told up to here belongs to the step just compared. */
    void compared() throws IOException {
        compared = handlers.calls().size();
    }

    /** Asks it to end as a service manager would ask its main process, which of upsmon's two is the second. */
    void stop() throws IOException, InterruptedException {
        if (!name.equals(UPSMON)) {
            program.kill("TERM");
            return;
        }
        for (ProcessHandle child : program.runningChildren()) {
            if (!handler.test(child)) {
                RunningProgram.kill("TERM", child.pid());
            }
        }
    }

    /** Whether a handler runs. */
    boolean busy() throws IOException {
        return program.runningChildren().stream().anyMatch(handler);
    }

    @Override
    public void close() throws IOException {
        Resources.close(owned);
    }

    @Override
    public String toString() {
        return name;
    }
}
