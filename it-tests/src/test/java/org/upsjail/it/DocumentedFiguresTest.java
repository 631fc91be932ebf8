// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.upsjail.it.Figure.figure;
import static org.upsjail.it.Figure.numberIn;
import static org.upsjail.it.Figure.word;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.upsjail.it.boot.UnitExposure;
import org.upsjail.monitor.jail.JailException;
import org.upsjail.monitor.jail.JailFigures;
import org.upsjail.monitor.jail.JailLimits;
import org.upsjail.protocol.wire.Wire;

/**
 * A figure in a document is what the jail, the launchers and the units come to. A row has the document, what stands there
 * with {@code %s} for each figure, and the figures. What is one constant of a class is in {@link DocumentedConstantsTest}.
 */
class DocumentedFiguresTest {

    private static final String PRIVSEP = "docs/PRIVSEP.md";

    private static final String MONITOR_LAUNCHER = "deploy/src/bin/upsjail-monitor";
    private static final String UNITS = "deploy/src/systemd/upsjail-";

    @ParameterizedTest
    @MethodSource({"ofTheProtocol", "ofTheJail", "ofWhatStartsThem", "ofThePair", "ofTheDispatcher"})
    void documentHasTheFigureOfTheProgram(Figure figure) throws IOException {
        String text = Figure.onOneLine(figure.document());

        assertTrue(text.contains(figure.text()), () -> figure.document() + " does not say: " + figure.text());
    }

    /** Else a figure would be looked for that is not there. */
    @Test
    void aFigureStandsWhereTheRowHasIt() {
        assertEquals(
                "at most 3 of four",
                figure(PRIVSEP, "at most %s of %s", 3, word(4)).text());
    }

    static Stream<Figure> ofTheProtocol() {
        return Stream.of(
                figure(PRIVSEP, "write a frame over %s bytes", Wire.MAX_FRAME),
                figure("README.md", "in frames of at most %s bytes", Wire.MAX_FRAME),
                figure("deploy/src/man/upsjail-protocol.7", "A frame is at most %s bytes", Wire.MAX_FRAME),
                figure("docs/adr/0002-frames-on-fd-3.md", "write(2) of at most %s bytes", Wire.MAX_FRAME));
    }

    static Stream<Figure> ofTheJail() throws JailException {
        JailLimits none = JailLimits.forUpses(0, true);
        JailLimits one = JailLimits.forUpses(1, true);
        int filesForEach = one.openFiles() - none.openFiles();
        long memoryForEach = one.dataBytes() - none.dataBytes();
        return Stream.of(
                figure(PRIVSEP, "the %s system calls of `SeccompTable`", JailFigures.systemCalls()),
                figure(
                        "docs/adr/0008-seccomp-is-an-allowlist.md",
                        "what the monitor may call: %s calls",
                        JailFigures.systemCalls()),
                figure(PRIVSEP, "Prove it: %s forbidden acts", JailFigures.forbiddenActs()),
                figure(
                        PRIVSEP,
                        "| RLIMIT_NOFILE | %s and %s for each MONITOR line |",
                        none.openFiles(),
                        word(filesForEach)),
                figure(
                        PRIVSEP,
                        "| RLIMIT_DATA | %s MiB, and %s KiB for each MONITOR line |",
                        none.dataBytes() >> 20,
                        memoryForEach >> 10));
    }

    static Stream<Figure> ofWhatStartsThem() throws IOException {
        return Stream.of(
                figure(
                        PRIVSEP,
                        "| heap, metaspace, direct memory | %s, %s, %s MiB, and %s, 0, %s KiB for each MONITOR line",
                        numberIn(MONITOR_LAUNCHER, "-Xmx\"\\$\\(\\((\\d+) \\+ ") >> 10,
                        numberIn(MONITOR_LAUNCHER, "MaxMetaspaceSize=(\\d+)m"),
                        numberIn(MONITOR_LAUNCHER, "MaxDirectMemorySize=\"\\$\\(\\((\\d+) \\+ ") >> 10,
                        numberIn(MONITOR_LAUNCHER, "-Xmx\"\\$\\(\\(\\d+ \\+ upses \\* (\\d+)\\)\\)k"),
                        numberIn(MONITOR_LAUNCHER, "MaxDirectMemorySize=\"\\$\\(\\(\\d+ \\+ upses \\* (\\d+)\\)\\)k")),
                figure(
                        PRIVSEP,
                        "| code cache | %s MiB, committed before the jail |",
                        numberIn(MONITOR_LAUNCHER, "ReservedCodeCacheSize=(\\d+)m")),
                figure(
                        PRIVSEP,
                        "| code cache | %s MiB, committed before the jail |",
                        numberIn(MONITOR_LAUNCHER, "InitialCodeCacheSize=(\\d+)m")),
                figure(
                        PRIVSEP,
                        "the monitor %s, handlers what",
                        numberIn(MONITOR_LAUNCHER, "echo (-?\\d+) >/proc/self/oom_score_adj")),
                figure(
                        PRIVSEP,
                        "no priorities, %s lines a minute",
                        numberIn(UNITS + "monitor.service", "LogRateLimitBurst=(\\d+)")),
                figure(
                        PRIVSEP,
                        "monitor %s, dispatcher %s (%s with the stricter drop-in), acceptance %s.",
                        UnitExposure.MONITOR.score(),
                        UnitExposure.DISPATCHER.score(),
                        UnitExposure.STRICT_DISPATCHER.score(),
                        UnitExposure.ACCEPTANCE.score()));
    }

    static Stream<Figure> ofThePair() throws IOException {
        return Stream.of(
                figure(PRIVSEP, "| fifo/frames | nut:root 0%s |", mode("frames")),
                figure(PRIVSEP, "| fifo/orders | nut:root 0%s |", mode("orders")),
                figure(PRIVSEP, "| fifo/shutdown | nut:root 0%s |", mode("shutdown")),
                figure(PRIVSEP, "| operator.sock | root:nut 0%s |", mode("operator")));
    }

    private static int mode(String socket) throws IOException {
        return numberIn(UNITS + socket + ".socket", "SocketMode=0(\\d{3})");
    }

    static Stream<Figure> ofTheDispatcher() throws IOException {
        return Stream.of(figure(
                PRIVSEP,
                "| oom_score_adj | the dispatcher %s,",
                numberIn(UNITS + "dispatcher.service", "OOMScoreAdjust=(-?\\d+)")));
    }
}
