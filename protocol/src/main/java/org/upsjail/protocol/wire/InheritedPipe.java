// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A pipe or FIFO that this process was started with, as the kernel shows it by proc(5). Whether somebody else has it open
 * cannot be seen from here: that nobody else may open it is what is checked.
 *
 * @param descriptor its number
 * @param name what a FIFO is to be called, {@code frames} for one; a pipe has no name
 */
public record InheritedPipe(int descriptor, String name) {

    /** Where the units of the pair put their FIFOs. */
    private static final String REMEDY = "; let systemd make it: systemctl restart upsjail-frames.socket"
            + " upsjail-orders.socket upsjail-shutdown.socket, then start upsjail-dispatcher.service";

    private static final String DELETED = " (deleted)";

    private static final int S_IFMT = 0170000;
    private static final int S_IFIFO = 0010000;
    private static final int GROUP = 0070;
    private static final int OTHERS = 0007;
    private static final int ACCESS_MODE = 3;
    private static final int ROOT = 0;

    /** Leads to the same pipe; opened anew it can be given one direction. */
    public Path link() {
        return Path.of("/proc/self/fd", Integer.toString(descriptor));
    }

    /**
     * Why it cannot be trusted, in one line with the remedy, or empty.
     *
     * @param ownerFits whether the owner's uid is one that may own it
     */
    public Optional<String> objection(IntPredicate ownerFits) {
        try {
            return objectionTo(ownerFits)
                    .map(why -> "descriptor " + descriptor + ", for the " + name + ": " + why + REMEDY);
        } catch (IOException closed) {
            return Optional.of("descriptor " + descriptor + ", for the " + name + ": it is not open" + REMEDY);
        }
    }

    private Optional<String> objectionTo(IntPredicate ownerFits) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(link(), "unix:mode,uid,gid");
        int mode = number(attributes, "mode");
        int owner = number(attributes, "uid");
        if ((mode & S_IFMT) != S_IFIFO) {
            return Optional.of("it is no pipe and no FIFO");
        }
        if ((mode & OTHERS) != 0 || ((mode & GROUP) != 0 && number(attributes, "gid") != ROOT)) {
            return Optional.of("its mode " + Integer.toOctalString(mode & 0777) + " lets others open it");
        }
        if (!ownerFits.test(owner)) {
            return Optional.of("it belongs to uid " + owner);
        }
        return objectionToName(Files.readSymbolicLink(link()).toString());
    }

    private Optional<String> objectionToName(String target) {
        if (!target.startsWith("/")) {
            return Optional.empty();
        }
        if (target.endsWith(DELETED)) {
            return Optional.of("it was removed, so that nobody else can find it");
        }
        return Path.of(target).endsWith(name) ? Optional.empty() : Optional.of("it is the FIFO " + target);
    }

    /** Whether it was opened for reading and for nothing else. */
    public boolean readOnly() throws IOException {
        Path information = Path.of("/proc/self/fdinfo", Integer.toString(descriptor));
        for (String line : Files.readAllLines(information, StandardCharsets.ISO_8859_1)) {
            // Those of open(2), in octal.
            if (line.startsWith("flags:")) {
                return (Integer.parseInt(line.substring(6).strip(), 8) & ACCESS_MODE) == 0;
            }
        }
        return false;
    }

    private static int number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.intValue() : -1;
    }
}
