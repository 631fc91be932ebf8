// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * A monitor that does nothing but go to jail and obey a line at a time: it answers each with one line that begins with
 * {@code >}. One class, since nothing more can be loaded from a class path of directories inside.
 */
final class JailHarness {

    private static final Architecture HERE = Architecture.X86_64;
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private final Posix posix;
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final ExecutorService late = Executors.newSingleThreadExecutor();
    private final JailProof proof;

    private JailHarness(Posix posix, JailProof proof) {
        this.posix = posix;
        this.proof = proof;
    }

    /** Arguments: the jail, the uid and gid, and words: parent, threads, late, unfiltered, reduced. */
    public static void main(String[] args) {
        List<String> words = List.of(args);
        try {
            enter(Path.of(args[0]), Integer.parseInt(args[1]), words).obey();
        } catch (Throwable e) {
            OUT.println("> FAILED " + e);
            e.printStackTrace(OUT);
        }
        Runtime.getRuntime().halt(1);
    }

    private static JailHarness enter(Path directory, int id, List<String> words) throws Exception {
        Posix posix = Posix.bind();
        Jail.requireRoot(posix);
        Descriptors.found().keepOnlyKnown(posix);
        Optional<Path> root = Optional.of(directory).filter(whole -> !words.contains("reduced"));
        Jail jail = new Jail(posix, root);
        jail.requireMeans();
        JailHarness harness = new JailHarness(posix, JailProof.standBy(posix, HERE));
        harness.loop.submit(() -> {}).get();
        jail.dropToAccount(new JailAccount(id, id));
        if (words.contains("late")) {
            harness.late.submit(() -> {}).get();
        }
        jail.confine(new JailLimits(64, 256L << 20, words.contains("parent")));
        harness.loop
                .submit(() -> {
                    Rehearsal.ofJailRoom(posix, HERE, harness.proof, root);
                    rehearseConnecting();
                    return null;
                })
                .get();
        jail.chroot();
        jail.dropLastCapability();
        if (!words.contains("threads")) {
            jail.forbidNewThreads();
        }
        if (!words.contains("unfiltered")) {
            jail.seccomp(HERE);
        }
        OUT.println("> JAILED " + harness.proof.prove(harness.loop).size());
        return harness;
    }

    private void obey() throws Exception {
        StringBuilder order = new StringBuilder();
        // Byte for byte, as the monitor reads its orders: a Reader asks what a descriptor is, which is a refused call.
        for (int b = System.in.read(); b >= 0; b = System.in.read()) {
            if (b == '\n') {
                OUT.println("> " + answer(order.toString()));
                order.setLength(0);
            } else {
                order.append((char) b);
            }
        }
    }

    private String answer(String order) throws Exception {
        String[] words = order.split(" ", 2);
        return switch (words[0]) {
            case "connect" -> connect(Integer.parseInt(words[1]));
            case "thread" -> newThread();
            case "gc" -> collect();
            case "exec" -> exec();
            case "fork" -> fork();
            default -> "UNKNOWN";
        };
    }

    /** The JDK loads a native library with its first connection. Nothing listens on port 1. */
    private static void rehearseConnecting() throws IOException {
        try {
            connect(1);
        } catch (ConnectException e) {
            OUT.println("rehearsed: " + e.getMessage());
        }
    }

    private static String connect(int port) throws IOException {
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return channel.isConnected() ? "CONNECTED" : "NOT CONNECTED";
        }
    }

    /** What the proof finds not refused from a thread born in the jail. */
    private String newThread() throws Exception {
        FutureTask<List<String>> task = new FutureTask<>(proof::rehearse);
        try {
            new Thread(task).start();
        } catch (OutOfMemoryError e) {
            return "NO THREAD";
        }
        return "NOT REFUSED " + task.get();
    }

    private static String collect() {
        int size = 0;
        for (int i = 0; i < 100; i++) {
            size += new byte[1 << 20].length;
        }
        System.gc();
        return "COLLECTED " + size;
    }

    private static String exec() {
        try {
            new ProcessBuilder("/bin/true").start();
            return "STARTED";
        } catch (IOException | OutOfMemoryError e) {
            return "REFUSED " + e.getMessage();
        }
    }

    private String fork() {
        Posix.Answer answer = posix.syscall(HERE.numberOf("fork"));
        if (answer.value() == 0) {
            Runtime.getRuntime().halt(0);
        }
        return Errno.nameOf(answer.errno());
    }
}
