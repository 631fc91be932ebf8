// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.upsjail.dispatcher.host.StateDirectory;
import org.upsjail.dispatcher.journal.JournalReport;
import org.upsjail.dispatcher.operator.CheckReport;
import org.upsjail.dispatcher.operator.Finding;
import org.upsjail.dispatcher.operator.OperatorClient;
import org.upsjail.dispatcher.operator.OperatorReply;
import org.upsjail.dispatcher.operator.OperatorRequest;
import org.upsjail.dispatcher.operator.OperatorVerb;
import org.upsjail.dispatcher.operator.UpsjailCommand;
import org.upsjail.protocol.config.ConfigurationReader;

/** {@code upsjail -c} and {@code upsjail check}: what of this program prints on stdout. */
final class Asking {

    private Asking() {}

    /** For what was asked for; complaints go to stderr. */
    static PrintStream out() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    }

    /** Exit status: 0 the configuration would be taken, 1 it would not. Facts on stdout, the rest on stderr. */
    static int check(Path file, Overrides overrides, boolean json) {
        PrintStream out = out();
        CheckReport report = new Checking(file, new PolicyReader(file, overrides, System.getenv())).check();
        if (json) {
            out.print(report.json());
        } else {
            System.err.print(report.text(Finding.Kind.ERROR) + report.text(Finding.Kind.WARNING));
            out.print(report.text(Finding.Kind.FACT));
        }
        return report.passed() ? 0 : 1;
    }

    /** Exit status: 0 shown, 1 it cannot be read, 64 for a time that is none. */
    static int journal(Path stateDirectory, Optional<String> typed, boolean json) {
        Optional<Instant> since =
                typed.map(time -> JournalReport.since(time, Instant.now())).orElse(Optional.of(Instant.EPOCH));
        if (since.isEmpty()) {
            System.err.println("upsjail: --since takes 90s, 10m, 2h, 3d, or a time as 2026-11-22T10:00:00Z");
            return UpsjailCommand.USAGE;
        }
        Path directory = StateDirectory.latestJournalIn(stateDirectory);
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);
        try {
            new JournalReport(directory, since.get(), json).print(out::println);
            out.flush();
            return 0;
        } catch (IOException unreadable) {
            System.err.println("upsjail: the journal in " + directory + " cannot be read (" + unreadable
                    + "); root and the group of RUN_AS_USER may, once upsjail has run");
            return 1;
        }
    }

    /** Exit status: 0 done, 1 refused or nobody there, 64 for words that cannot be asked. */
    static int ask(OperatorVerb verb, List<String> words, Path upsmonConf) {
        PrintStream out = out();
        Path directory = ConfigurationReader.runDirectory(upsmonConf);
        try {
            OperatorReply reply = new OperatorClient(directory).ask(new OperatorRequest(verb, words));
            String text = reply.text();
            // What refuses is one line without an end.
            (reply.done() ? out : System.err).print(reply.done() || text.endsWith("\n") ? text : text + "\n");
            return reply.done() ? 0 : 1;
        } catch (IOException nobody) {
            System.err.println("upsjail: no answer from a running upsjail at " + directory + " (" + nobody.getMessage()
                    + "); is it running, and may you enter that directory?");
            return 1;
        } catch (IllegalArgumentException wrong) {
            System.err.println("upsjail: " + wrong.getMessage());
            return UpsjailCommand.USAGE;
        }
    }
}
