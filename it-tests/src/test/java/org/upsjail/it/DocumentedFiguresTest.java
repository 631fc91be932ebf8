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
 * Figures that a document states and that are constants of the code. The code's own tests take the constants for right;
 * here each has the value that is written down, in words that stand in the document.
 */
class DocumentedFiguresTest {

    /** A constant of the monitor, its value, the document without its ending, and its words; bars of tables are commas. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "upsd.Conversation.READ_TIMEOUT            | PT5S     | TRUST                   | 5 s for an answer",
                "upsd.Conversation.READ_TIMEOUT            | PT5S     | TRUST                   | An answer has five seconds from its question",
                "upsd.Conversation.READ_TIMEOUT            | PT5S     | upsmon-compatibility    | 5 s from the question",
                "upsd.UpsdLineDecoder.MAX_LINE_BYTES       | 1024     | TRUST                   | A line is at most 1024 bytes",
                "upsd.UpsdTcpConnector.READ_BYTES          | 2048     | TRUST                   | Each connection reads 2 KiB at a time",
                "upsd.Backoff.FIRST                        | PT0.5S   | TRUST                   | grows from a quarter of a second",
                "upsd.Backoff.FIRST                        | PT0.5S   | upsmon-compatibility    | after 0.25 to 0.5 s",
                "upsd.Backoff.LONGEST                      | PT5S     | TRUST                   | to POLLFREQ, 5 s at most",
                "upsd.Backoff.LONGEST                      | PT5S     | upsmon-compatibility    | at least every 5 s",
                "upsd.Backoff.FIRST_LOGIN                  | PT2S     | upsmon-compatibility    | after 1 to 2 s",
                "upsd.Backoff.LONGEST_LOGIN                | PT1M     | upsmon-compatibility    | at least once a minute",
                "upsd.ForcedShutdown.AGAIN                 | PT2S     | upsmon-compatibility    | a refused FSD is tried again every 2 s",
                "upsd.UpsLink.DOUBT_LIMIT                  | PT15S    | upsmon-compatibility    | if the next one is read within 15 s",
                "upsd.UpsLink.DOUBT_LIMIT                  | PT15S    | upsmon-compatibility    | lost at the wake-up is COMMBAD after 15 s",
                "MonitorOptions.DEFAULT_CONNECT_TIMEOUT    | PT10S    | TRUST                   | a handshake ten, an address ten",
                "MonitorOptions.DEFAULT_CONNECT_TIMEOUT    | PT10S    | upsmon-compatibility    | 10 by default",
                "upsd.tls.StartTlsHandler.ANSWER_LIMIT     | PT5S     | PRIVSEP                 | 80 bytes and 5 s for the answer",
                "upsd.tls.StartTlsHandler.MAX_ANSWER_BYTES | 80       | PRIVSEP                 | 80 bytes and 5 s for the answer",
                "upsd.tls.StartTlsHandler.MAX_ANSWER_BYTES | 80       | TRUST                   | an answer to STARTTLS of 80 bytes",
                "upsd.tls.StartTlsHandler.HANDSHAKE_LIMIT  | PT10S    | TRUST                   | a handshake of 10 s",
                "upsd.tls.StartTlsHandler.HANDSHAKE_LIMIT  | PT10S    | PRIVSEP                 | 10 s for the handshake",
                "upsd.tls.StartTlsHandler.HANDSHAKE_LIMIT  | PT10S    | upsmon-compatibility    | a handshake may take 5 s , 10 s",
                "upsd.tls.PemBlock.MAX_FILE_BYTES          | 1048576  | TRUST                   | 1 MiB a file, 4096 files",
                "upsd.tls.TrustedCertificates.MAX_FILES    | 4096     | TRUST                   | 1 MiB a file, 4096 files",
                "names.NameFiles.MAX_BYTES                 | 65536    | TRUST                   | 64 KiB and 64 MiB",
                "names.NameFiles.MAX_HOSTS_BYTES           | 67108864 | TRUST                   | 64 KiB and 64 MiB",
                "names.BoundedLines.MAX_LINE_BYTES         | 4096     | TRUST                   | 4096 bytes a line",
                "names.DnsExchange.MAX_STRANGERS           | 64       | TRUST                   | given up after 64 wrong datagrams",
                "names.DnsExchange.MAX_DATAGRAM_BYTES      | 4096     | TRUST                   | Datagrams are read up to 4096 bytes",
                "names.DnsExchange.MAX_TCP_BYTES           | 32768    | TRUST                   | TCP answers up to 32 KiB",
                "names.DnsAnswerReader.MAX_ALIASES         | 16       | TRUST                   | 16 aliases deep",
                "names.AddressFamilies.MAX_ADDRESSES       | 8        | TRUST                   | at most 8 addresses of each family",
                "names.AddressFamilies.MAX_ADDRESSES       | 8        | upsmon-compatibility    | up to eight of each family",
                "names.DnsLookup.LIMIT                     | PT15S    | TRUST                   | one name's look-up last 15 s",
                "names.HostName.PATIENCE                   | PT2S     | TRUST                   | (2 s where an address is known)",
                "names.LookupSteps.MAX_STEPS               | 32       | TRUST                   | ask 32 questions in each family",
                "names.HostName.LONGEST                    | PT1M     | TRUST                   | believed for a minute at most",
                "names.HostResolver.LIMIT                  | PT3S     | PRIVSEP                 | three seconds for all",
                "JailedMonitor.PING_LIMIT                  | PT5S     | PRIVSEP                 | 5 s without PING",
                "MonitorMain.FAULT                         | 70       | PRIVSEP                 | an Error of its own (status 70)",
                "MonitorMain.NOT_JAILED                    | 77       | PRIVSEP                 | exit 77",
                "upsd.PollRehearsal.ROUNDS                 | 250      | adr/0018-rehearsed-ways | 250 times in five seconds",
            })
    void figureOfTheMonitorIsTheOneWrittenDown(String constant, String value, String document, String words)
            throws IOException, ReflectiveOperationException {
        assertEquals(value, valueOf("org.upsjail.monitor." + constant));
        assertTrue(textOf(document).contains(words), () -> document + ".md says no more: " + words);
    }

    /** A duration is as ISO 8601 has it. */
    private static String valueOf(String constant) throws ReflectiveOperationException {
        int dot = constant.lastIndexOf('.');
        Field field = Class.forName(constant.substring(0, dot)).getDeclaredField(constant.substring(dot + 1));
        // Nobody but the class itself needs most of them.
        field.setAccessible(true);
        return String.valueOf(field.get(null));
    }

    private static String textOf(String document) throws IOException {
        return Files.readString(CompatibilityDocument.PROJECT.resolve("docs/" + document + ".md"))
                .replace('|', ',')
                .replaceAll("\\s+", " ");
    }
}
