// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** nsswitch.conf(5), of which one thing is asked: do names come from elsewhere than from files and DNS? */
final class NsSwitch {

    /** What we read and ask ourselves. */
    private static final Set<String> OURS = Set.of("files", "dns");

    private NsSwitch() {}

    /** Whether the {@code hosts} line, the last if there are several, names a source beside files and dns. */
    static boolean knowsMore(List<String> lines) {
        boolean more = false;
        for (String line : lines) {
            int comment = line.indexOf('#');
            String text = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (text.startsWith("hosts:")) {
                // [NOTFOUND=return] and its like are no sources.
                more = Arrays.stream(text.substring("hosts:".length())
                                .replaceAll("\\[[^]]*]", " ")
                                .strip()
                                .split("[ \t]+", -1))
                        .anyMatch(source -> !source.isEmpty() && !OURS.contains(source));
            }
        }
        return more;
    }
}
