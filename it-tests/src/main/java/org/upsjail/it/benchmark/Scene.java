// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import java.io.IOException;
import org.upsjail.it.benchmark.Contender.Kind;

/** Something both are put to, one after the other, each time with servers of its own. */
@FunctionalInterface
interface Scene {

    /** Plays it once and adds what it shows. */
    void play(Kind kind, Measured measured) throws IOException, InterruptedException;
}
