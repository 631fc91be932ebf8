// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of one life.
 *
 * @param life which
 * @param told how many announcements upsmon made
 * @param known the named differences that were met
 * @param differences all others, each with its step and both sides; empty if the two are the same
 */
public record Verdict(String life, int told, List<String> known, List<String> differences) {

    /** Whether nothing unexplained was seen. */
    public boolean same() {
        return differences.isEmpty();
    }

    @Override
    public String toString() {
        Map<String, Integer> counted = new TreeMap<>();
        known.forEach(name -> counted.merge(name, 1, Integer::sum));
        StringBuilder text = new StringBuilder(same() ? "same      " : "DIFFERENT ");
        text.append(life).append(": ").append(told).append(" announcements");
        if (!counted.isEmpty()) {
            text.append(", known differences ").append(counted);
        }
        differences.forEach(difference -> text.append("\n    ").append(difference));
        return text.toString();
    }
}
