// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Starts programs by posix_spawn(3) of glibc, which shares this process's memory with the child until the program runs: no
 * page of it is copied, and none has to be written to anew afterwards. Every program is the leader of a session of its own,
 * in cwd /, with descriptors 0 to 2 and no other, no signal blocked or ignored. From any thread.
 */
final class Spawn {

    /** Instead of a descriptor: what is read ends at once, what is written goes nowhere. */
    static final int NOTHING = -1;

    private static final String OPEN = "posix_spawn_file_actions_addopen";
    private static final String NULL_DEVICE = "/dev/null";
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;

    private static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final int POSIX_SPAWN_SETSID = 0x80;

    /** glibc's posix_spawn_file_actions_t has 80 bytes, posix_spawnattr_t 336, sigset_t 128. */
    private static final int STRUCTURE = 1024;

    private static final int SIGNAL_SET = 128;

    private final LibC libc;

    Spawn(LibC libc) {
        this.libc = libc;
    }

    /**
     * Starts {@code arguments}, of which the first is the absolute path of a program.
     *
     * @param environment the whole of it
     * @param input a descriptor of this process that becomes 0, or {@link #NOTHING}
     * @param output one that becomes 1 and 2, or {@link #NOTHING}
     * @throws IOException if it could not be started; says why
     */
    SpawnedProcess start(List<String> arguments, Map<String, String> environment, int input, int output)
            throws IOException {
        ByteBuffer actions = structure(STRUCTURE);
        ByteBuffer attributes = structure(STRUCTURE);
        libc.succeed("posix_spawn_file_actions_init", LibC.address(actions));
        try {
            libc.succeed("posix_spawnattr_init", LibC.address(attributes));
            giveDescriptors(LibC.address(actions), input, output);
            giveSessionAndSignals(LibC.address(attributes));
            return started(arguments, environment, LibC.address(actions), LibC.address(attributes));
        } finally {
            libc.succeed("posix_spawn_file_actions_destroy", LibC.address(actions));
            Reference.reachabilityFence(actions);
            Reference.reachabilityFence(attributes);
        }
    }

    private SpawnedProcess started(
            List<String> arguments, Map<String, String> environment, long actions, long attributes) throws IOException {
        StringVector words = StringVector.of(arguments);
        StringVector variables = StringVector.of(environment.entrySet().stream()
                .map(variable -> variable.getKey() + '=' + variable.getValue())
                .toList());
        ByteBuffer pid = structure(Integer.BYTES);
        try {
            libc.succeed(
                    "posix_spawn",
                    LibC.address(pid),
                    words.first(),
                    actions,
                    attributes,
                    words.address(),
                    variables.address());
            return new SpawnedProcess(pid.getInt(0), libc);
        } catch (IOException failed) {
            throw new IOException(arguments.get(0) + " could not be started: " + failed.getMessage(), failed);
        } finally {
            Reference.reachabilityFence(words);
            Reference.reachabilityFence(variables);
            Reference.reachabilityFence(pid);
        }
    }

    private void giveDescriptors(long actions, int input, int output) throws IOException {
        give(actions, input, 0, O_RDONLY);
        give(actions, output, 1, O_WRONLY);
        libc.succeed("posix_spawn_file_actions_adddup2", actions, 1, 2);
        libc.succeed("posix_spawn_file_actions_addclosefrom_np", actions, 3);
        withString("/", root -> libc.succeed("posix_spawn_file_actions_addchdir_np", actions, root));
    }

    private void give(long actions, int descriptor, int as, int mode) throws IOException {
        if (descriptor == NOTHING) {
            withString(NULL_DEVICE, path -> libc.succeed(OPEN, actions, as, path, mode, 0));
        } else {
            libc.succeed("posix_spawn_file_actions_adddup2", actions, descriptor, as);
        }
    }

    private interface StringUser {
        void use(long address) throws IOException;
    }

    /** glibc copies the paths of file actions. */
    private static void withString(String text, StringUser user) throws IOException {
        ByteBuffer string = LibC.string(text);
        try {
            user.use(LibC.address(string));
        } finally {
            Reference.reachabilityFence(string);
        }
    }

    private void giveSessionAndSignals(long attributes) throws IOException {
        ByteBuffer signals = structure(SIGNAL_SET);
        try {
            libc.succeed("posix_spawnattr_setsigmask", attributes, LibC.address(signals));
            for (int i = 0; i < SIGNAL_SET; i++) {
                signals.put(i, (byte) -1);
            }
            libc.succeed("posix_spawnattr_setsigdefault", attributes, LibC.address(signals));
            libc.succeed(
                    "posix_spawnattr_setflags",
                    attributes,
                    POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        } finally {
            Reference.reachabilityFence(signals);
        }
    }

    private static ByteBuffer structure(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** A char *[] with the null pointer at its end, and its strings behind it. */
    private record StringVector(ByteBuffer memory) {

        static StringVector of(List<String> strings) {
            List<byte[]> bytes = strings.stream()
                    .map(string -> (string + '\0').getBytes(StandardCharsets.UTF_8))
                    .toList();
            int pointers = (bytes.size() + 1) * Long.BYTES;
            ByteBuffer memory = structure(
                    pointers + bytes.stream().mapToInt(one -> one.length).sum());
            long next = LibC.address(memory) + pointers;
            for (byte[] one : bytes) {
                memory.putLong(next);
                next += one.length;
            }
            memory.putLong(0);
            bytes.forEach(memory::put);
            return new StringVector(memory);
        }

        long address() {
            return LibC.address(memory);
        }

        /** Where the first string is. */
        long first() {
            return memory.getLong(0);
        }
    }
}
