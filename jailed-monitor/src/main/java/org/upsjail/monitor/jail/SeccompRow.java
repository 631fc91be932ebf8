// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.util.List;

/**
 * One row of the table: the call gets the verdict if all tests hold. Rows of the same call are alternatives: the first
 * that holds decides, and if none does the call gets EPERM.
 */
record SeccompRow(String call, int number, Verdict verdict, List<ArgumentTest> tests, String why) {

    SeccompRow {
        tests = List.copyOf(tests);
    }

    static SeccompRow deny(String call, int number, String why) {
        return new SeccompRow(call, number, Verdict.EPERM, List.of(), why);
    }

    static SeccompRow absent(String call, int number, String why) {
        return new SeccompRow(call, number, Verdict.ENOSYS, List.of(), why);
    }

    static SeccompRow allow(String call, int number, String why, ArgumentTest... tests) {
        return new SeccompRow(call, number, Verdict.ALLOW, List.of(tests), why);
    }
}
