// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;
import org.upsjail.protocol.wire.Frame;
import org.upsjail.protocol.wire.FrameEncoder;
import org.upsjail.protocol.wire.FrameType;

/** Has the main thread of a jailed monitor before HELLO, its descriptors, and whatever system calls the filter lets by. */
final class Conqueror {

    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int CLOSE = 3;
    private static final int EXIT_GROUP = 231;
    private static final int ORDERS = 0;
    private static final int LOG = 2;

    /** Where descriptors for frames may be: the monitor opens its own beside the one it was given. */
    private static final int FIRST_UNKNOWN = 3;

    private static final int DESCRIPTORS = 64;
    private static final int FCNTL = 72;
    private static final int F_GETFL = 3;
    private static final int O_ACCMODE = 3;
    private static final int O_WRONLY = 1;
    private static final byte GO = 'G';

    /** More than any quota of one UPS. */
    private static final int FLOOD = 20_000;

    private static final int LOG_LINES = 20_000;
    private static final int ENDLESS_LINE = 1 << 20;

    /** Frames that are true to the grammar and take no host down. */
    private static final List<FactType> HARMLESS = List.of(
            FactType.TRIM,
            FactType.NOTTRIM,
            FactType.BOOST,
            FactType.NOTBOOST,
            FactType.REPLBATT,
            FactType.NOTREPLBATT,
            FactType.LOGINOK,
            FactType.NOLOGIN,
            FactType.ECO,
            FactType.NOTECO,
            FactType.ALONE);

    private final NativeCalls calls;
    private final UpsName ups;
    private final String digest;
    private final Random random;
    private final long order;
    private final List<Integer> framesDescriptors;
    private final int frames;

    Conqueror(NativeCalls calls, UpsName ups, String digest, long seed) {
        this.calls = calls;
        this.ups = ups;
        this.digest = digest;
        this.random = new Random(seed);
        this.order = calls.zeroed(1);
        this.framesDescriptors = IntStream.range(FIRST_UNKNOWN, DESCRIPTORS)
                .filter(this::isForWritingOnly)
                .boxed()
                .toList();
        this.frames = framesDescriptors.get(0);
    }

    private boolean isForWritingOnly(int descriptor) {
        long flags = calls.call(FCNTL, descriptor, F_GETFL);
        return flags >= 0 && (flags & O_ACCMODE) == O_WRONLY;
    }

    /** Never returns. */
    void betray(Treachery treachery) {
        switch (treachery) {
            case GARBAGE -> write(frames, garbage());
            case STALE_HELLO -> hello("0".repeat(digest.length()));
            case NO_HELLO -> signal(FrameType.HEARTBEAT);
            case EARLY -> inOneWrite(new Frame.Hello(digest), new Frame.Statement(Fact.of(FactType.COMMOK, ups)));
            case HELLO_TWICE -> {
                hello(digest);
                hello(digest);
            }
            default -> {
                hello(digest);
                awaitGo();
                betrayTrust(treachery);
            }
        }
        idle();
    }

    /** What is done by one that may state facts. */
    private void betrayTrust(Treachery treachery) {
        switch (treachery) {
            case FLOOD -> {
                for (int i = 0; i < FLOOD; i++) {
                    state(i % 2 == 0 ? FactType.TRIM : FactType.NOTTRIM);
                }
            }
            case RAVING -> {
                for (int i = 0; i < FLOOD; i++) {
                    state(HARMLESS.get(random.nextInt(HARMLESS.size())));
                }
            }
            case TRUNCATED -> {
                byte[] frame = FrameEncoder.encode(new Frame.Statement(Fact.of(FactType.COMMOK, ups)));
                write(frames, Arrays.copyOf(frame, 1 + random.nextInt(frame.length - 1)));
                exit();
            }
            case STRANGER -> stateOf(new UpsName("stranger@" + ups.value()), FactType.LOWBATT);
            case STATED_TWICE -> {
                signal(FrameType.STATED);
                signal(FrameType.STATED);
            }
            case AFTER_BYE -> {
                signal(FrameType.BYE);
                state(FactType.LOWBATT);
            }
            case CLOSED -> framesDescriptors.forEach(descriptor -> calls.call(CLOSE, descriptor));
            case LOG -> {
                forgeLines();
                exit();
            }
            case FALSE_ALARM -> {
                allIsWell();
                state(FactType.ONBATT);
                state(FactType.LOWBATT);
                beat();
            }
            case ALL_IS_WELL -> {
                allIsWell();
                beat();
            }
            default -> {}
        }
    }

    private void allIsWell() {
        state(FactType.COMMOK);
        state(FactType.ONLINE);
        state(FactType.NOTLOWBATT);
        state(FactType.LOGINOK);
        signal(FrameType.STATED);
    }

    /** A heartbeat for each order: a PING comes each second. */
    private void beat() {
        while (calls.call(READ, ORDERS, order, 1) == 1) {
            signal(FrameType.HEARTBEAT);
        }
    }

    private void forgeLines() {
        for (int i = 0; i < LOG_LINES; i++) {
            write(LOG, "<0>\33[2J\33]0;owned\7 kernel: all is well " + i + "\r\n");
        }
        write(LOG, "x".repeat(ENDLESS_LINE));
    }

    /** Begins as a frame does or not, as chance has it. */
    private byte[] garbage() {
        byte[] garbage = new byte[1 + random.nextInt(4096)];
        random.nextBytes(garbage);
        return garbage;
    }

    /** Read as one piece, so that no order can come between them. */
    private void inOneWrite(Frame first, Frame second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(FrameEncoder.encode(first));
        both.writeBytes(FrameEncoder.encode(second));
        write(frames, both.toByteArray());
    }

    private void hello(String of) {
        write(frames, FrameEncoder.encode(new Frame.Hello(of)));
    }

    private void signal(FrameType type) {
        write(frames, FrameEncoder.encode(new Frame.Signal(type)));
    }

    private void state(FactType type) {
        stateOf(ups, type);
    }

    private void stateOf(UpsName of, FactType type) {
        write(frames, FrameEncoder.encode(new Frame.Statement(Fact.of(type, of))));
    }

    private void awaitGo() {
        byte[] read = {0};
        while (read[0] != GO && calls.call(READ, ORDERS, order, 1) == 1) {
            read = calls.read(order, 1);
        }
    }

    private void write(int descriptor, String text) {
        write(descriptor, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** All of it: the pipe has a reader, or this process has a death before it. */
    private void write(int descriptor, byte[] bytes) {
        long address = calls.bytes(bytes);
        int written = 0;
        while (written < bytes.length) {
            long now = calls.call(WRITE, descriptor, address + written, bytes.length - written);
            if (now < 0 && now != -NativeCalls.EAGAIN) {
                break;
            }
            written += (int) Math.max(0, now);
        }
        calls.free(address);
    }

    private void exit() {
        calls.call(EXIT_GROUP, 0);
    }

    /** Reads its orders and heeds none. */
    private void idle() {
        while (calls.call(READ, ORDERS, order, 1) == 1) {
            // Nothing.
        }
        exit();
    }
}
