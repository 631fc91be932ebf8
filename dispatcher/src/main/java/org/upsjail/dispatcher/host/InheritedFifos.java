// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upsjail.protocol.wire.InheritedPipe;

/**
 * The three FIFOs that the service manager passes to the dispatcher of a pair, sd_listen_fds(3): frames to read, orders to
 * write; and by its standard input shutdown to write. It opens them in both directions; each is opened anew in one, and the ones passed are closed.
 *
 * @param frames from the monitor
 * @param orders to the monitor
 * @param shutdown to upsjail-shutdown.service
 */
public record InheritedFifos(Fifo frames, Fifo orders, Fifo shutdown) {

    private static final int FIRST_PASSED = 3;

    /** Where bin/upsjail puts what the unit has as its standard input. */
    private static final int SHUTDOWN = 9;

    /** What is stale is thrown away in pieces. */
    private static final int PIECE_BYTES = 4096;

    /** A FIFO holds 64 KiB, pipe(7): after four times as much somebody is still writing. */
    private static final int STALE_PIECES = 64;

    private static final String REMEDY = "start it by systemctl start upsjail-dispatcher.service,"
            + " with upsjail-frames.socket, upsjail-orders.socket, upsjail-shutdown.socket and upsjail-operator.socket";

    /** A FIFO of this process, by a descriptor that is kept for this. */
    public static final class Fifo {

        private final Path link;

        /** @param link leads to the FIFO as long as this process lives */
        Fifo(Path link) {
            this.link = link;
        }

        /**
         * To read, without what was in it before. A description of its own: closing it ends who reads it.
         *
         * @throws IOException when it cannot be opened, or somebody goes on writing into it
         */
        PipeInput drained() throws IOException {
            throwAwayWhatIsInIt();
            return PipeInput.open(link);
        }

        private void throwAwayWhatIsInIt() throws IOException {
            LibC libc = new LibC();
            int descriptor = libc.openNonBlocking(link.toString());
            if (descriptor < 0) {
                throw new IOException("the FIFO " + link + " cannot be opened to throw away what is in it");
            }
            try {
                ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
                for (int pieces = 0; libc.read(descriptor, piece) > 0; pieces++) {
                    if (pieces == STALE_PIECES) {
                        throw new IOException("the FIFO " + link + " is written to by one that is not believed");
                    }
                }
            } finally {
                libc.close(descriptor);
            }
        }

        /** To write. A description of its own: whoever waits in it may be interrupted, which closes it. */
        FileChannel output() throws IOException {
            return FileChannel.open(link, StandardOpenOption.WRITE);
        }
    }

    /**
     * Takes them over.
     *
     * @param environment what this process was started with
     * @throws IOException with a whole sentence for an admin when one is missing or not safe
     */
    public static InheritedFifos take(Map<String, String> environment) throws IOException {
        List<String> names = names(environment);
        InheritedFifos fifos = new InheritedFifos(
                take(names, "frames", false),
                take(names, "orders", true),
                take(new InheritedPipe(SHUTDOWN, "shutdown"), true));
        LibC libc = new LibC();
        libc.close(SHUTDOWN);
        for (int i = 0; i < names.size(); i++) {
            libc.close(FIRST_PASSED + i);
        }
        return fifos;
    }

    private static List<String> names(Map<String, String> environment) throws IOException {
        String own = Long.toString(ProcessHandle.current().pid());
        if (!own.equals(environment.get("LISTEN_PID"))) {
            throw new IOException("no descriptors were passed to this process: it works in a pair only; " + REMEDY);
        }
        List<String> names =
                List.of(environment.getOrDefault("LISTEN_FDNAMES", "").split(":", -1));
        if (!Integer.toString(names.size()).equals(environment.get("LISTEN_FDS"))) {
            throw new IOException("LISTEN_FDS does not go with LISTEN_FDNAMES; " + REMEDY);
        }
        return names;
    }

    private static Fifo take(List<String> names, String name, boolean writing) throws IOException {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IOException("no descriptor called '" + name + "' was passed; " + REMEDY);
        }
        return take(new InheritedPipe(FIRST_PASSED + index, name), writing);
    }

    private static Fifo take(InheritedPipe passed, boolean writing) throws IOException {
        int own = new LibC().geteuid();
        Optional<String> objection = passed.objection(owner -> owner == own);
        if (objection.isPresent()) {
            throw new IOException(objection.get());
        }
        int kept = new LibC().open(passed.link().toString(), writing);
        if (kept < 0) {
            throw new IOException("the FIFO '" + passed.name() + "' cannot be opened in its own direction; " + REMEDY);
        }
        return new Fifo(new InheritedPipe(kept, passed.name()).link());
    }
}
