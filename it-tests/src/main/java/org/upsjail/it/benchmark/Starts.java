// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.upsjail.it.benchmark.Contender.Kind;
import org.upsjail.it.upsd.UpsdEvent;

/** From the command to the first poll. What a start is made of, and its memory, is in {@code org.upsjail.it.footprint}. */
final class Starts {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Starts() {}

    static void play(Kind kind, Measured measured) throws IOException, InterruptedException {
        try (Site site = Site.of(1, 1, Duration.ZERO);
                Contender contender = Contender.start(kind, site.systems(), List.of(), List.of())) {
            UpsdEvent first = site.servers().get(0).journal().await(UpsdEvent::isPoll, LIMIT);
            measured.add("start to the first poll, no TLS, ms", kind, (first.nanos() - contender.startedAt()) / 1e6);
        }
    }
}
