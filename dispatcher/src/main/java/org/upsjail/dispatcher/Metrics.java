// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.upsjail.dispatcher.host.WholeFile;
import org.upsjail.dispatcher.operator.MetricsReport;
import org.upsjail.dispatcher.operator.StatusView;
import org.upsjail.dispatcher.sink.Log;

/** METRICSFILE: the status, written anew now and then. Decide thread only. */
final class Metrics {

    /** As often as Prometheus commonly asks node_exporter. */
    static final Duration EVERY = Duration.ofSeconds(15);

    private final Supplier<StatusView> status;
    private final Log log;
    private @Nullable WholeFile writer;
    private Duration due = Duration.ZERO;

    Metrics(Supplier<StatusView> status, Log log) {
        this.status = status;
        this.log = log;
    }

    /** Writes when it is time to and {@code policies} name a file. */
    void tick(Policies policies, Duration now) {
        if (now.compareTo(due) < 0) {
            return;
        }
        due = now.plus(EVERY);
        policies.configuration()
                .upsjail()
                .records()
                .metricsFile()
                .ifPresent(file -> writer().write(file, MetricsReport.of(status.get())));
    }

    private WholeFile writer() {
        WholeFile present = writer;
        if (present == null) {
            present = new WholeFile(log::warning);
            writer = present;
        }
        return present;
    }
}
