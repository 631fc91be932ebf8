// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.proc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One thread of a process, from {@code /proc/PID/task/TID/status}.
 *
 * @param tid its id
 * @param name its name
 * @param uids real, effective, saved and file system user id
 * @param gids the same of groups
 * @param groups supplementary groups
 * @param capabilities CapInh, CapPrm, CapEff, CapBnd and CapAmb, each as a bit mask
 * @param noNewPrivs whether it can gain nothing by execve any more
 * @param seccomp 0 off, 1 strict, 2 filter
 */
public record ThreadStatus(
        long tid,
        String name,
        List<Integer> uids,
        List<Integer> gids,
        List<Integer> groups,
        Map<String, Long> capabilities,
        boolean noNewPrivs,
        int seccomp) {

    private static final List<String> CAPABILITY_SETS = List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb");

    /** Whether all four user ids are {@code uid} and all four group ids {@code gid}. */
    public boolean runsAs(int uid, int gid) {
        return uids.stream().allMatch(id -> id == uid) && gids.stream().allMatch(id -> id == gid);
    }

    /** Whether every set but the bounding one is empty: it has no capability, and can raise none. */
    public boolean hasNoCapability() {
        return capabilities.entrySet().stream()
                .filter(set -> !set.getKey().equals("CapBnd"))
                .allMatch(set -> set.getValue() == 0);
    }

    /** The mask of {@code CapInh}, {@code CapPrm}, {@code CapEff}, {@code CapBnd} or {@code CapAmb}. */
    public long capability(String set) {
        Long mask = capabilities.get(set);
        if (mask == null) {
            throw new IllegalArgumentException("no such set: " + set);
        }
        return mask;
    }

    static ThreadStatus parse(List<String> lines) {
        Map<String, String> fields = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        Map<String, Long> capabilities = new HashMap<>();
        for (String set : CAPABILITY_SETS) {
            capabilities.put(set, Long.parseUnsignedLong(field(fields, set), 16));
        }
        return new ThreadStatus(
                Long.parseLong(field(fields, "Pid")),
                field(fields, "Name"),
                numbers(field(fields, "Uid")),
                numbers(field(fields, "Gid")),
                numbers(field(fields, "Groups")),
                Map.copyOf(capabilities),
                field(fields, "NoNewPrivs").equals("1"),
                Integer.parseInt(field(fields, "Seccomp")));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("this kernel tells no " + name);
        }
        return value;
    }

    private static List<Integer> numbers(String blankSeparated) {
        return Stream.of(blankSeparated.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }
}
