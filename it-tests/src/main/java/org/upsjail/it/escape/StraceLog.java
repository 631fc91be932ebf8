// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code strace -f -o} wrote of a monitor, from the moment it said that it is jailed.
 *
 * @param calls how often each call was made
 * @param refused how often each was refused by the filter; it answers EPERM and ENOSYS, which nothing else here does
 * @param refusals the first of them, as strace wrote them
 * @param jailed whether that moment came
 */
record StraceLog(Map<String, Integer> calls, Map<String, Integer> refused, List<String> refusals, boolean jailed) {

    /** Enough to see what it is. */
    private static final int REFUSALS_KEPT = 20;

    /** The calls that take a path, by the beginnings of their names; none of them is on the list of the jail. */
    private static final Pattern NAMES_A_FILE = Pattern.compile(
            "(open|creat|.?stat|newfstatat|access|faccess|readlink|getdents|unlink|rename|mkdir|rmdir|mknod|link|symlink"
                    + "|chmod|fchmod|chown|fchown|lchown|chdir|fchdir|chroot|mount|umount|truncate|utime|futimes|execve"
                    + "|name_to_handle|inotify|fanotify|getcwd|.?.?.?xattr).*");

    /** The last thing done before HELLO. */
    private static final String JAILED = "write(2, \"jailed: ";

    private static final Pattern ENTRY = Pattern.compile("^\\d+ +(\\w+)\\(.*");
    private static final Pattern REFUSAL =
            Pattern.compile("^\\d+ +(?:<\\.\\.\\. )?(\\w+)(?:\\(| resumed>).* = -1 (?:EPERM|ENOSYS) .*");

    static StraceLog of(BufferedReader lines) throws IOException {
        Map<String, Integer> calls = new TreeMap<>();
        Map<String, Integer> refused = new TreeMap<>();
        List<String> refusals = new ArrayList<>();
        boolean jailed = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            jailed |= line.contains(JAILED);
            if (jailed) {
                count(ENTRY.matcher(line), calls);
                if (count(REFUSAL.matcher(line), refused) && refusals.size() < REFUSALS_KEPT) {
                    refusals.add(line);
                }
            }
        }
        return new StraceLog(calls, refused, refusals, jailed);
    }

    /** The calls that named a file. */
    Set<String> ofFiles() {
        Map<String, Integer> files = new TreeMap<>(calls);
        files.keySet().removeIf(call -> !NAMES_A_FILE.matcher(call).matches());
        return files.keySet();
    }

    /** Whether it was jailed, named no file and tried nothing that is refused. */
    boolean clean() {
        return jailed && ofFiles().isEmpty() && refused.isEmpty();
    }

    private static boolean count(Matcher call, Map<String, Integer> times) {
        boolean matches = call.matches();
        if (matches) {
            times.merge(call.group(1), 1, Integer::sum);
        }
        return matches;
    }
}
