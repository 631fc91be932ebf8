// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whom the kernel kills first when memory runs out, proc(5) oom_score_adj: this process last but the kernel's own
 * favourites, since it shuts the host down; what it starts, as if it had been started by somebody else.
 */
public final class OomScore {

    /** -1000 would mean never: a leak of ours must not take the host with it. */
    static final int OURS = -900;

    private static final Path PROC = Path.of("/proc");
    private static final Path CHOOM = Path.of("/usr/bin/choom");

    private final Path choom;
    private final String before;
    private final boolean lowered;

    private OomScore(Path choom, String before, boolean lowered) {
        this.choom = choom;
        this.before = before;
        this.lowered = lowered;
    }

    /** Lowers the score of this process if that is allowed here, and if what it starts can be given the old one back. */
    public static OomScore lower() {
        return lower(PROC, CHOOM);
    }

    /**
     * @param proc laid out as proc(5) has it
     * @param choom the program choom(1)
     */
    static OomScore lower(Path proc, Path choom) {
        if (!Files.isExecutable(choom)) {
            return new OomScore(choom, "", false);
        }
        Path score = proc.resolve("self/oom_score_adj");
        try {
            String before = Files.readString(score, StandardCharsets.US_ASCII).strip();
            Files.writeString(score, Integer.toString(OURS));
            return new OomScore(choom, before, true);
        } catch (IOException refused) {
            return new OomScore(choom, "", false);
        }
    }

    /** For a process whose score the service manager has lowered: what it starts gets that of an ordinary program. */
    public static OomScore loweredByManager() {
        return loweredByManager(CHOOM);
    }

    static OomScore loweredByManager(Path choom) {
        return new OomScore(choom, "0", Files.isExecutable(choom));
    }

    public boolean lowered() {
        return lowered;
    }

    /** The words before a command that give it the score we were started with. They must still be root's. */
    List<String> forChild() {
        return lowered ? List.of(choom.toString(), "-n", before, "--") : List.of();
    }
}
