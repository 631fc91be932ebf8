// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import java.util.Optional;

/** What the dispatcher may tell the monitor: single bytes on the monitor's fd 0 (PROTOCOL.md section 1). */
public enum Order {
    /** Connect, log in, state everything. */
    GO('G'),
    /** Set FSD on every UPS this host is primary of, then state ALONE for each where nobody else is logged in. */
    FSD('F'),
    /** The host slept: forget all readings and connect anew. */
    WOKE('W'),
    /** Log out and end. */
    STOP('S'),
    /** The dispatcher lives. */
    PING('P');

    private final int code;

    Order(char code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static Optional<Order> ofCode(int code) {
        for (Order order : values()) {
            if (order.code == code) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }
}
