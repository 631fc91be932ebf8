// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.util.List;

/**
 * One row of the table: the call gets the verdict if all tests hold. Rows of the same call are alternatives: the first
 * that holds decides, and if none does the call gets EPERM, as does a call without a row.
 *
 * @param why what the monitor needs it for
 */
record SeccompRow(String call, Verdict verdict, List<ArgumentTest> tests, String why) {

    SeccompRow {
        tests = List.copyOf(tests);
    }

    static SeccompRow absent(String call, String why) {
        return new SeccompRow(call, Verdict.ENOSYS, List.of(), why);
    }

    static SeccompRow allow(String call, String why, ArgumentTest... tests) {
        return new SeccompRow(call, Verdict.ALLOW, List.of(tests), why);
    }
}
