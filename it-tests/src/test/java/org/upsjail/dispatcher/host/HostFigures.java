// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

/** Constants of what the dispatcher does with its host that documents state. */
public final class HostFigures {

    private HostFigures() {}

    public static int oomScore() {
        return OomScore.OURS;
    }
}
