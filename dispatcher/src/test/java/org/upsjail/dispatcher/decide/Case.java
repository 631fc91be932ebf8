// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** One row of a table: what was seen of a UPS, and whether that makes it critical. */
record Case(String rule, boolean critical, JudgedUps ups) {

    static Case critical(String rule, JudgedUps ups) {
        return new Case(rule, true, ups);
    }

    static Case fine(String rule, JudgedUps ups) {
        return new Case(rule, false, ups);
    }

    void check() {
        Verdict verdict = ups.verdict();
        assertEquals(critical, verdict.critical(), rule + ": " + verdict.reason());
    }

    @Override
    public String toString() {
        return rule;
    }
}
