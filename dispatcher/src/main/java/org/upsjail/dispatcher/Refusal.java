// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

/** The start is refused. The message is one line: what, why, what to do. */
final class Refusal extends Exception {

    private final String reason;

    Refusal(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
