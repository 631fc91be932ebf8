// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

/** Constants of the dispatcher's own that documents state. */
public final class DispatcherFigures {

    private DispatcherFigures() {}

    public static int statusToStartBothAnew() {
        return PairWatch.START_BOTH_ANEW;
    }
}
