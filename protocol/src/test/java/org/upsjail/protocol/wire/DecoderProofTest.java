// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.wire.DecoderState.Awaited;
import org.upsjail.protocol.wire.Grammar.Part;

/**
 * A proof, not a sample: for byte streams of every length the decoder accepts the frames of PROTOCOL.md sections 2 and
 * 3 and no others, and refuses at the first byte after which no frame is possible, naming it as section 5 does.
 *
 * <p>Both sides are deterministic machines whose next state depends on nothing but the state and the byte: {@link
 * DecoderState} is an immutable value with a pure {@code after}, and {@link Grammar} keeps the set of layouts that still
 * fit. Both have finitely many states. The walk starts with the pair of initial states and follows all 256 bytes from
 * every pair until no new pair is found. By induction over the length of a stream each stream leads to one of the
 * visited pairs, and at every edge the two were found to agree.
 *
 * <p>It relies on the grammar's own reading of the document, on {@link FrameDecoder} doing what the walk takes it to
 * do: keep a byte exactly where {@link DecoderState#awaitsPayload} says, and deliver exactly on the way from STOP to
 * START; and on the payload bytes reaching the frame unchanged. {@link FrameRoundTripTest}, {@link GoldenFramesTest} and
 * {@link DamagedStreamTest} cover those two.
 */
class DecoderProofTest {

    private static final Set<Part> PAYLOAD = EnumSet.of(Part.DIGEST, Part.NAME, Part.SEPARATOR, Part.TEXT);

    private record Pair(DecoderState decoder, Grammar.Rest grammar) {}

    private final Grammar grammar = new Grammar(ProtocolDocument.types());
    private final Set<Pair> found = new HashSet<>();
    private final Deque<Pair> unexplored = new ArrayDeque<>();
    private @Nullable Pair latest;
    private final Set<Awaited> awaitedReached = EnumSet.noneOf(Awaited.class);
    private final Map<Violation, DecoderState> refusals = new EnumMap<>(Violation.class);
    private final Set<String> typesDelivered = new HashSet<>();

    @Test
    void decoderAcceptsExactlyTheGrammarAndRefusesAtTheEarliestByte() {
        find(DecoderState.INITIAL, grammar.wholeFrame());
        for (Pair pair = unexplored.poll(); pair != null; pair = unexplored.poll()) {
            checkPlace(pair);
            for (int b = 0; b < 256; b++) {
                explore(pair, b);
            }
        }

        assertEquals(EnumSet.allOf(Awaited.class), awaitedReached);
        assertEquals(violationsOfTheDecoder(), refusals.keySet());
        assertEquals(
                ProtocolDocument.types().stream()
                        .map(ProtocolDocument.Type::name)
                        .collect(Collectors.toSet()),
                typesDelivered);
    }

    private void find(DecoderState decoder, Grammar.Rest rest) {
        // Most bytes lead where the byte before them led; seeing that first spares the set.
        if (latest != null && latest.grammar() == rest && same(latest.decoder(), decoder)) {
            return;
        }
        latest = new Pair(decoder, rest);
        if (found.add(latest)) {
            unexplored.add(latest);
        }
    }

    @Test
    void theWalkComparesEveryComponentOfAState() {
        assertEquals(5, DecoderState.class.getRecordComponents().length, "same() must compare the new one too");
    }

    /** As equals, of which a record's own is too slow to be asked tens of millions of times. */
    private static boolean same(DecoderState a, DecoderState b) {
        return a.awaited() == b.awaited()
                && a.type() == b.type()
                && a.nameBytes() == b.nameBytes()
                && a.remaining() == b.remaining()
                && a.violation() == b.violation();
    }

    /** What holds of a live place: the decoder keeps payload bytes and knows frame boundaries as the grammar does. */
    private void checkPlace(Pair pair) {
        awaitedReached.add(pair.decoder().awaited());
        Set<Part> awaited = pair.grammar().awaited();
        assertEquals(PAYLOAD.containsAll(awaited), pair.decoder().awaitsPayload(), () -> "payload at " + pair);
        assertEquals(
                pair.grammar() == grammar.wholeFrame(),
                pair.decoder().awaited() == Awaited.START,
                () -> "boundary at " + pair);
    }

    private void explore(Pair pair, int b) {
        DecoderState decoder = pair.decoder().after(b);
        Grammar.Rest rest = pair.grammar().after(b);
        if (rest.isDeadEnd() != (decoder.violation() != null)) {
            fail("byte " + b + " at " + pair.decoder() + ": the grammar has "
                    + (rest.isDeadEnd() ? "no continuation" : "a continuation") + ", the decoder says " + decoder);
        }
        if (rest.isDeadEnd()) {
            checkRefusal(pair, b, decoder);
            return;
        }
        ProtocolDocument.Type completed = rest.completed();
        String expected = completed == null ? null : completed.name();
        if (!Objects.equals(expected, delivered(pair.decoder(), decoder))) {
            fail("byte " + b + " at " + pair.decoder() + ": expected frame " + expected + ", got " + decoder);
        }
        if (expected != null) {
            typesDelivered.add(expected);
        }
        find(decoder, completed == null ? rest : grammar.wholeFrame());
    }

    /** The frame that {@link FrameDecoder} delivers on this edge. */
    private static @Nullable String delivered(DecoderState before, DecoderState after) {
        boolean delivers = before.awaited() == Awaited.STOP && after.violation() == null;
        return delivers && before.type() != null ? before.type().name() : null;
    }

    private void checkRefusal(Pair pair, int b, DecoderState dead) {
        Violation expected = violation(pair.grammar(), b);
        if (dead.violation() != expected) {
            fail("byte " + b + " at " + pair.decoder() + ": expected " + expected + ", got " + dead);
        }
        DecoderState first = refusals.putIfAbsent(expected, dead);
        if (first == null) {
            awaitedReached.add(dead.awaited());
            for (int later = 0; later < 256; later++) {
                assertEquals(dead, dead.after(later), "life after " + expected);
            }
        } else if (!same(first, dead)) {
            fail("two dead states for " + expected + ": " + first + " and " + dead);
        }
    }

    /** The name section 5 gives to the refusal of {@code b}. */
    private static Violation violation(Grammar.Rest rest, int b) {
        Set<Part> awaited = rest.awaited();
        if (awaited.contains(Part.NAME) || awaited.contains(Part.SEPARATOR)) {
            return b == 0x1F && rest.mayBeOf("NAME_AND_TEXT")
                    ? Violation.SEPARATOR_MISPLACED
                    : Violation.NAME_BYTE_FORBIDDEN;
        }
        return switch (awaited.iterator().next()) {
            case START -> Violation.START_EXPECTED;
            case CODE -> Violation.TYPE_UNKNOWN;
            case LENGTH -> Violation.LENGTH_OUT_OF_BOUNDS;
            case DIGEST -> Violation.DIGEST_BYTE_FORBIDDEN;
            case TEXT -> Violation.TEXT_BYTE_FORBIDDEN;
            case STOP -> Violation.STOP_EXPECTED;
            case NAME, SEPARATOR -> throw new IllegalStateException("handled above");
        };
    }

    private static Set<Violation> violationsOfTheDecoder() {
        return ProtocolDocument.violations().stream()
                .filter(finding -> finding.foundBy().equals("decoder"))
                .map(finding -> Violation.valueOf(finding.violation()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Violation.class)));
    }
}
