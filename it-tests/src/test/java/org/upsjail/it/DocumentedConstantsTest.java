// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A constant of the code has the value that a document states. The tests of the code take their constants for right; here
 * each has its figure, and the words of the document in which it stands. A duration is as ISO 8601 has it.
 */
class DocumentedConstantsTest {

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
        docs/TRUST.md | cut at 512 bytes, non-printables replaced | inbound.LogReader.MAX_LINE_BYTES | 512
        docs/TRUST.md | 600 lines a minute and 4 for each UPS | inbound.LogReader.LINES_BESIDES | 600
        docs/TRUST.md | 600 lines a minute and 4 for each UPS | inbound.LogReader.LINES_PER_UPS | 4
        docs/TRUST.md | 512 bytes and 5 s a request, 16 connections | operator.OperatorRequest.MAX_LINE_BYTES | 512
        docs/TRUST.md | 512 bytes and 5 s a request, 16 connections | operator.OperatorSocket.REQUEST_LIMIT | PT5S
        docs/TRUST.md | 512 bytes and 5 s a request, 16 connections | operator.OperatorSocket.MAX_CONNECTIONS | 16
        docs/TRUST.md | first MiB, three words | Checking.MAX_USERS_BYTES | 1048576
        docs/TRUST.md | a regular file, 32 bytes of it | host.PidFile.MAX_BYTES | 32
        docs/TRUST.md | the same boot, the same UPSes, ten minutes | journal.Resumption.MAX_AGE | PT10M
        docs/PRIVSEP.md | by the dispatcher, `[monitor]`, 600 lines a minute | inbound.LogReader.LINES_BESIDES | 600
        docs/PRIVSEP.md | its control group; 5 s without a frame | inbound.MonitorLiveness.SILENCE_LIMIT | PT5S
        docs/PRIVSEP.md | death of either side is noticed within 5 s | inbound.MonitorLiveness.SILENCE_LIMIT | PT5S
        docs/PRIVSEP.md | the dispatcher -900, the monitor 0 | host.OomScore.OURS | -900
        README.md | for node_exporter's textfile collector, every 15 s | Metrics.EVERY | PT15S
        CHANGELOG.md | holds up watching for 2 s at most | journal.JournalStart.OPEN_LIMIT | PT2S
        CHANGELOG.md | says nothing is left after 5 s; sixteen of them | operator.OperatorSocket.REQUEST_LIMIT | PT5S
        CHANGELOG.md | says nothing is left after 5 s; sixteen of them | operator.OperatorSocket.MAX_CONNECTIONS | 16
        deploy/src/man/upsjail.conf.5 | node_exporter, written every 15 seconds | Metrics.EVERY | PT15S
        deploy/src/man/upsjail.8 | A number from 0 to 9, as so many | operator.UpsjailCommand.MAX_DEBUG_LEVEL | 9
        deploy/src/man/upsjail.8 | .It 64 The command line is wrong. | operator.UpsjailCommand.USAGE | 64
        deploy/src/man/upsjail.8 | .It 82 Of paired units: | PairWatch.START_BOTH_ANEW | 82
        """)
    void ofTheDispatcher(String document, String sentence, String constant, String figure) throws Exception {
        assertStated(document, sentence);
        assertEquals(figure, constantOf("org.upsjail.dispatcher." + constant), constant);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = """
        the monitor is lost, at most every 120 s | decide.MonitorPresence.NOPARENT_INTERVAL | PT2M
        NOPARENT once, again after 120 s | decide.MonitorPresence.NOPARENT_INTERVAL | PT2M
        different UPSes side by side; 60 s each | command.CommandPlanner.HANDLER_LIMIT | PT1M
        when two looks 0.1 s apart agree | decide.Agreement.APART | PT0.1S
        said, tried again every 10 s, watching goes on | decide.ShutdownSequence.RETRY_AFTER | PT10S
        a monitor that stands still is replaced after 5 s | inbound.MonitorLiveness.SILENCE_LIMIT | PT5S
        lost at the wake-up is COMMBAD after 15 s | decide.UpsRecord.WAKING_LIMIT | PT15S
        """)
    void ofTheDispatcherBesideUpsmon(String sentence, String constant, String figure) throws Exception {
        ofTheDispatcher("docs/upsmon-compatibility.md", sentence, constant, figure);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
        0007-two-ticks-decide | with the same result 100 ms before or earlier | decide.Agreement.APART | PT0.1S
        0007-two-ticks-decide | the next look comes after 20 ms | DecideThread.SOON | PT0.02S
        0007-two-ticks-decide | otherwise there are five a second | DecideThread.TICK | PT0.2S
        0012-the-way-of-a-command | keeps its turn for one second | command.CommandQueues.PATIENCE | PT1S
        0012-the-way-of-a-command | Sixteen ordinary and minor commands run at once | command.CommandQueues.MAX_PARALLEL | 16
        0012-the-way-of-a-command | Critical ones have sixteen places more | command.CommandQueues.RESERVED | 16
        0012-the-way-of-a-command | Of one UPS 256 commands wait | command.CommandQueues.MAX_QUEUED | 256
        0012-the-way-of-a-command | which are one queue, 2048, of all 4096. | command.CommandQueues.MAX_QUEUED_WALLS | 2048
        0012-the-way-of-a-command | which are one queue, 2048, of all 4096. | command.CommandQueues.MAX_QUEUED_IN_ALL | 4096
        0012-the-way-of-a-command | At its limit (60 s; wall 10 s) | command.CommandPlanner.HANDLER_LIMIT | PT1M
        0012-the-way-of-a-command | At its limit (60 s; wall 10 s) | command.CommandPlanner.WALL_LIMIT | PT10S
        0012-the-way-of-a-command | gets SIGTERM, two seconds later SIGKILL | command.CommandRunner.GRACE | PT2S
        0012-the-way-of-a-command | 4096 bytes are kept | host.OutputKeeper.MAX_BYTES | 4096
        0012-the-way-of-a-command | beyond 256 of them the output | host.HostCommands.MAX_OUTPUTS | 256
        0012-the-way-of-a-command | in all and four more for each UPS | decide.RateLimit.MORE_FOR_EACH_UPS | 4
        0012-the-way-of-a-command | A quarter of the room for all | decide.RateLimit.KEPT_FOR_CRITICAL | 0.25
        0013-the-journal-and-taking-up-after-a-crash | 0.1 s is waited for that, once | journal.Journal.MAX_WAIT | PT0.1S
        0013-the-journal-and-taking-up-after-a-crash | for 2 s at the start holds up | journal.JournalStart.OPEN_LIMIT | PT2S
        0013-the-journal-and-taking-up-after-a-crash | beyond 120 a minute | LedgerRecords.RECORDS_A_MINUTE | 120
        0013-the-journal-and-taking-up-after-a-crash | there is one a minute at least | journal.Journal.ALIVE_EVERY | PT1M
        0013-the-journal-and-taking-up-after-a-crash | is not older than ten minutes | journal.Resumption.MAX_AGE | PT10M
        0013-the-journal-and-taking-up-after-a-crash | five of 1 MiB | journal.JournalFiles.VIOLATION_FILES | 5
        0013-the-journal-and-taking-up-after-a-crash | five of 1 MiB | journal.JournalFiles.VIOLATION_BYTES | 1048576
        0013-the-journal-and-taking-up-after-a-crash | its life and up to 30 s | monitor.RestartBackoff.LONGEST | PT30S
        0015-root-begins-and-ends-the-pair | four times a second | host.UnitMonitors.LOOK_EVERY | PT0.25S
        0015-root-begins-and-ends-the-pair | five seconds without a frame | inbound.MonitorLiveness.SILENCE_LIMIT | PT5S
        0015-root-begins-and-ends-the-pair | the dispatcher with status 82 | PairWatch.START_BOTH_ANEW | 82
        0016-handlers-that-wait | Two processes are kept | host.ReadyHandlers.KEPT | 2
        0016-handlers-that-wait | decide thread writes it after 100 ms | journal.Journal.MAX_WAIT | PT0.1S
        0016-handlers-that-wait | some 20 ms after news | DecideThread.SOON | PT0.02S
        """)
    void ofTheDispatcherInItsDecisions(String decision, String sentence, String constant, String figure)
            throws Exception {
        ofTheDispatcher("docs/adr/" + decision + ".md", sentence, constant, figure);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
        docs/TRUST.md | 5 s for an answer | upsd.Conversation.READ_TIMEOUT | PT5S
        docs/TRUST.md | An answer has five seconds from its question | upsd.Conversation.READ_TIMEOUT | PT5S
        docs/upsmon-compatibility.md | 5 s from the question | upsd.Conversation.READ_TIMEOUT | PT5S
        docs/TRUST.md | A line is at most 1024 bytes | upsd.UpsdLineDecoder.MAX_LINE_BYTES | 1024
        docs/TRUST.md | Each connection reads 2 KiB at a time | upsd.UpsdTcpConnector.READ_BYTES | 2048
        docs/TRUST.md | grows from a quarter of a second | upsd.Backoff.FIRST | PT0.5S
        docs/upsmon-compatibility.md | after 0.25 to 0.5 s | upsd.Backoff.FIRST | PT0.5S
        docs/TRUST.md | to POLLFREQ, 5 s at most | upsd.Backoff.LONGEST | PT5S
        docs/upsmon-compatibility.md | at least every 5 s | upsd.Backoff.LONGEST | PT5S
        docs/upsmon-compatibility.md | after 1 to 2 s | upsd.Backoff.FIRST_LOGIN | PT2S
        docs/upsmon-compatibility.md | at least once a minute | upsd.Backoff.LONGEST_LOGIN | PT1M
        docs/upsmon-compatibility.md | a refused FSD is tried again every 2 s | upsd.ForcedShutdown.AGAIN | PT2S
        docs/upsmon-compatibility.md | if the next one is read within 15 s | upsd.UpsLink.DOUBT_LIMIT | PT15S
        docs/upsmon-compatibility.md | lost at the wake-up is COMMBAD after 15 s | upsd.UpsLink.DOUBT_LIMIT | PT15S
        docs/TRUST.md | a handshake ten, an address ten | MonitorOptions.DEFAULT_CONNECT_TIMEOUT | PT10S
        docs/upsmon-compatibility.md | 10 by default | MonitorOptions.DEFAULT_CONNECT_TIMEOUT | PT10S
        docs/PRIVSEP.md | 80 bytes and 5 s for the answer | upsd.tls.StartTlsHandler.ANSWER_LIMIT | PT5S
        docs/PRIVSEP.md | 80 bytes and 5 s for the answer | upsd.tls.StartTlsHandler.MAX_ANSWER_BYTES | 80
        docs/TRUST.md | an answer to STARTTLS of 80 bytes | upsd.tls.StartTlsHandler.MAX_ANSWER_BYTES | 80
        docs/TRUST.md | a handshake of 10 s | upsd.tls.StartTlsHandler.HANDSHAKE_LIMIT | PT10S
        docs/PRIVSEP.md | 10 s for the handshake | upsd.tls.StartTlsHandler.HANDSHAKE_LIMIT | PT10S
        docs/upsmon-compatibility.md | a handshake may take 5 s , 10 s | upsd.tls.StartTlsHandler.HANDSHAKE_LIMIT | PT10S
        docs/TRUST.md | 1 MiB a file, 4096 files | upsd.tls.PemBlock.MAX_FILE_BYTES | 1048576
        docs/TRUST.md | 1 MiB a file, 4096 files | upsd.tls.TrustedCertificates.MAX_FILES | 4096
        docs/TRUST.md | 64 KiB and 64 MiB | names.NameFiles.MAX_BYTES | 65536
        docs/TRUST.md | 64 KiB and 64 MiB | names.NameFiles.MAX_HOSTS_BYTES | 67108864
        docs/TRUST.md | 4096 bytes a line | names.BoundedLines.MAX_LINE_BYTES | 4096
        docs/TRUST.md | given up after 64 wrong datagrams | names.DnsExchange.MAX_STRANGERS | 64
        docs/TRUST.md | Datagrams are read up to 4096 bytes | names.DnsExchange.MAX_DATAGRAM_BYTES | 4096
        docs/TRUST.md | TCP answers up to 32 KiB | names.DnsExchange.MAX_TCP_BYTES | 32768
        docs/TRUST.md | 16 aliases deep | names.DnsAnswerReader.MAX_ALIASES | 16
        docs/TRUST.md | at most 8 addresses of each family | names.AddressFamilies.MAX_ADDRESSES | 8
        docs/upsmon-compatibility.md | up to eight of each family | names.AddressFamilies.MAX_ADDRESSES | 8
        docs/TRUST.md | one name's look-up last 15 s | names.DnsLookup.LIMIT | PT15S
        docs/TRUST.md | (2 s where an address is known) | names.HostName.PATIENCE | PT2S
        docs/TRUST.md | ask 32 questions in each family | names.LookupSteps.MAX_STEPS | 32
        docs/TRUST.md | believed for a minute at most | names.HostName.LONGEST | PT1M
        docs/PRIVSEP.md | three seconds for all | names.HostResolver.LIMIT | PT3S
        docs/PRIVSEP.md | 5 s without PING | JailedMonitor.PING_LIMIT | PT5S
        docs/PRIVSEP.md | an Error of its own (status 70) | MonitorMain.FAULT | 70
        docs/PRIVSEP.md | exit 77 | MonitorMain.NOT_JAILED | 77
        docs/adr/0018-rehearsed-ways.md | 250 times in five seconds | upsd.PollRehearsal.ROUNDS | 250
        """)
    void ofTheMonitor(String document, String sentence, String constant, String figure) throws Exception {
        assertStated(document, sentence);
        assertEquals(figure, constantOf("org.upsjail.monitor." + constant), constant);
    }

    /** Line ends count as blanks, bars of tables as commas. */
    private static void assertStated(String document, String sentence) throws IOException {
        String text = Files.readString(CompatibilityDocument.PROJECT.resolve(document));

        assertTrue(
                text.replace('|', ',').replaceAll("\\s+", " ").contains(sentence),
                document + " does not say: " + sentence);
    }

    private static String constantOf(String name) throws ReflectiveOperationException {
        int dot = name.lastIndexOf('.');
        Field field = Class.forName(name.substring(0, dot)).getDeclaredField(name.substring(dot + 1));
        field.setAccessible(true);
        return String.valueOf(field.get(null));
    }
}
