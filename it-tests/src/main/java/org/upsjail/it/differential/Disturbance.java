// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import org.upsjail.it.upsd.SimulatedUpsd;

/** What happens to the connections in a step. Nobody is connected while the conditions change, except with NONE. */
enum Disturbance {
    /** Connections stay. */
    NONE,
    /** Every connection is closed. */
    DROP {
        @Override
        void begin(SimulatedUpsd upsd) {
            upsd.stopListening();
            upsd.dropConnections();
        }
    },
    /** Every connection is reset. */
    RESET {
        @Override
        void begin(SimulatedUpsd upsd) {
            upsd.stopListening();
            upsd.resetConnections();
        }
    },
    /** upsd is restarted: no latch is left. */
    RESTART {
        @Override
        void begin(SimulatedUpsd upsd) {
            upsd.stopListening();
            upsd.dropConnections();
        }

        @Override
        void end(SimulatedUpsd upsd) {
            upsd.restart();
        }
    },
    /** upsd is away until both programs have found that it is. */
    OUTAGE {
        @Override
        void begin(SimulatedUpsd upsd) {
            upsd.stopListening();
            upsd.dropConnections();
        }
    };

    void begin(SimulatedUpsd upsd) {}

    void end(SimulatedUpsd upsd) {
        upsd.listenAgain();
    }

    /** Whether a client in communication loses it. */
    boolean disconnects() {
        return this != NONE;
    }
}
