// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The datagrams as another program gets them: the JDK has no Unix datagram socket of its own. */
class ServiceNoticesTest {

    private static final String RECEIVER = """
            use Socket; socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die; bind($s, pack_sockaddr_un($ARGV[0])) or die;
            $| = 1; print "bound\\n"; recv($s, my $m, 4096, 0); $m =~ s/\\n/ /g; print "$m\\n";
            """;

    @TempDir
    Path directory;

    @Test
    void aNoticeIsOneDatagram() throws IOException, InterruptedException {
        Path socket = directory.resolve("notify");
        assertEquals("STATUS=one two", received(socket.toString(), socket.toString(), "one\ntwo"));
    }

    @Test
    void theAbstractNamespaceIsReached() throws IOException, InterruptedException {
        String name = "upsjail-test-" + ProcessHandle.current().pid();
        assertEquals("STATUS=here", received("\\0" + name, "@" + name, "here"));
    }

    private static String received(String bound, String address, String status)
            throws IOException, InterruptedException {
        String script = RECEIVER.replace("$ARGV[0]", "\"" + bound + "\"");
        Process perl = new ProcessBuilder("/usr/bin/perl", "-e", script).start();
        try (BufferedReader out = perl.inputReader()) {
            assertEquals("bound", out.readLine());
            ServiceNotices.of(Map.of("NOTIFY_SOCKET", address)).status(status);
            return out.readLine();
        } finally {
            perl.destroyForcibly();
        }
    }
}
