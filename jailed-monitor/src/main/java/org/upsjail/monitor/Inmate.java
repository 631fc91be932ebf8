// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A guest in the jail. The program has none; the tests put their attacks here, behind the boot order of the real one. */
public interface Inmate {

    /**
     * Called once by the main thread, when the jail has been proved and before HELLO.
     *
     * @param log says a line on descriptor 2
     */
    void jailed(Executor eventLoop, Consumer<String> log);
}
