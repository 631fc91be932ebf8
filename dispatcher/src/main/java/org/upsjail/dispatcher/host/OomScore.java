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

    private static final Path FILE = Path.of("/proc/self/oom_score_adj");
    private static final String CHOOM = "/usr/bin/choom";

    private final String before;
    private final boolean lowered;

    private OomScore(String before, boolean lowered) {
        this.before = before;
        this.lowered = lowered;
    }

    /** Lowers the score of this process if that is allowed here, and if what it starts can be given the old one back. */
    public static OomScore lower() {
        return lower(FILE);
    }

    static OomScore lower(Path file) {
        if (!Files.isExecutable(Path.of(CHOOM))) {
            return new OomScore("", false);
        }
        try {
            String before = Files.readString(file, StandardCharsets.US_ASCII).strip();
            Files.writeString(file, Integer.toString(OURS));
            return new OomScore(before, true);
        } catch (IOException refused) {
            return new OomScore("", false);
        }
    }

    /** For a process whose score the service manager has lowered: what it starts gets that of an ordinary program. */
    public static OomScore loweredByManager() {
        return new OomScore("0", Files.isExecutable(Path.of(CHOOM)));
    }

    public boolean lowered() {
        return lowered;
    }

    /** The words before a command that give it the score we were started with. They must still be root's. */
    List<String> forChild() {
        return lowered ? List.of(CHOOM, "-n", before, "--") : List.of();
    }
}
