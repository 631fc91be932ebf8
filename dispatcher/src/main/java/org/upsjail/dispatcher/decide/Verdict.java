// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

/**
 * Whether a UPS still counts as a supply.
 *
 * @param reason why, in words for the one log line of a decision
 */
record Verdict(boolean critical, String reason) {

    static Verdict critical(String reason) {
        return new Verdict(true, reason);
    }

    static Verdict fine(String reason) {
        return new Verdict(false, reason);
    }
}
