// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/** The sizes of the jail's tables that documents state. */
public final class JailFigures {

    private static final int ANY_PROCESS = 4711;

    private JailFigures() {}

    public static long systemCalls() {
        return SeccompTable.rows(ANY_PROCESS).stream()
                .filter(row -> row.verdict() == Verdict.ALLOW)
                .map(SeccompRow::call)
                .distinct()
                .count();
    }

    /** Those of x86-64; none is made. */
    public static int forbiddenActs() throws JailException {
        return ForbiddenActs.of(Posix.bind(), Architecture.X86_64).size();
    }
}
