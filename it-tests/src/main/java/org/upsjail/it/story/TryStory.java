// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.story;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.await.Polling;
import org.upsjail.it.installed.RunningUpsjail;
import org.upsjail.it.installed.Setup;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.process.OutputLine;

/** One power failure from start to SHUTDOWNCMD, on the built programs. Exit status 0 only if all of it happened. */
public final class TryStory {

    private static final Duration LIMIT = Deadline.OF_A_HANG;

    private final Stage stage;
    private final Setup setup;
    private final Teller teller;

    private TryStory(Stage stage, Setup setup, Teller teller) {
        this.stage = stage;
        this.setup = setup;
        this.teller = teller;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        boolean real = List.of(arguments).contains("--real");
        int status = 0;
        try (Stage stage = real ? Stage.real() : Stage.simulated();
                Setup setup = Setup.quick().primaryOf(stage.system()).upsmon("DEBUG_MIN 1")) {
            new TryStory(stage, setup, new Teller(out)).tell();
        } catch (NotSeenException missing) {
            out.println();
            out.println("The story ends here: " + missing.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private void tell() throws IOException, InterruptedException {
        teller.title("One power failure, rehearsed with " + stage.description() + ". Nothing is powered off.");
        teller.cause("upsjail is started");
        try (RunningUpsjail upsjail = RunningUpsjail.start(setup)) {
            start(upsjail);
            powerFails();
            batteryRunsLow(upsjail);
            refused(upsjail);
        }
        teller.title("");
        teller.title("All of it happened.");
    }

    private void start(RunningUpsjail upsjail) throws InterruptedException {
        line(upsjail, "monitor started, pid \\d+");
        line(upsjail, "\\[monitor\\] jailed: .*");
        line(upsjail, "monitor \\d+ is jailed, checked from outside");
        line(upsjail, "every UPS has been heard of");
    }

    private void powerFails() throws IOException, InterruptedException {
        stage.setStatus("OB");
        teller.cause("the power fails: the driver says OB");
        handler("ONBATT");
    }

    private void batteryRunsLow(RunningUpsjail upsjail) throws IOException, InterruptedException {
        stage.setStatus("OB LB");
        teller.cause("the battery runs low: the driver says OB LB");
        handler("LOWBATT");
        line(upsjail, "initiating forced shutdown: .*");
        Polling.until("FSD at upsd", LIMIT, () -> stage.status().orElse("").contains("FSD"));
        teller.seen("upsd has FSD set, for every secondary to see");
        handler("FSD");
        handler("SHUTDOWN");
        HandlerCall shutdown = setup.handlers().await(call -> call.is(HandlerCall.SHUTDOWN), LIMIT);
        teller.seen("SHUTDOWNCMD ran as uid " + shutdown.uid() + ", a rehearsal: it wrote a line and did nothing else");
        int status = upsjail.program().awaitExit(LIMIT);
        String flag = Files.readString(setup.flag());
        if (status != 0 || !flag.equals("upsmon-shutdown-file")) {
            throw new NotSeenException("exit status " + status + ", POWERDOWNFLAG holds '" + flag + "'");
        }
        teller.seen("POWERDOWNFLAG is written, upsjail has ended with status 0");
    }

    private void refused(RunningUpsjail upsjail) {
        teller.cause("what the jail refused its own monitor, tried at the start from three threads");
        List<String> refused = upsjail.program().lines().entries().stream()
                .map(OutputLine::text)
                .filter(text -> text.contains("refused inside: "))
                .map(text -> text.substring(text.indexOf(": ") + 2))
                .toList();
        if (refused.isEmpty()) {
            throw new NotSeenException("the monitor did not say what its jail refused");
        }
        refused.forEach(teller::remark);
    }

    private void line(RunningUpsjail upsjail, String regex) throws InterruptedException {
        OutputLine line = upsjail.program().awaitLine(regex, LIMIT);
        teller.seen(line.text(), line.nanos());
    }

    private void handler(String type) throws IOException, InterruptedException {
        HandlerCall call = setup.handlers().await(candidate -> candidate.is(type), LIMIT);
        teller.seen("NOTIFYCMD ran as uid " + call.uid() + ": " + call.type() + " \"" + call.message() + "\"");
    }
}
