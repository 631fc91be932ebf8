// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.await.Polling;
import org.upsjail.it.process.HandlerCall;
import org.upsjail.it.upsd.SimulatedUpsd;

/** Brings a life to its end: both programs are stopped, or both shut their host down. */
final class LifeEnd {

    private final Life life;
    private final SimulatedUpsd upsd;
    private final List<Rival> both;

    LifeEnd(Life life, SimulatedUpsd upsd, Rival upsmon, Rival upsjail) {
        this.life = life;
        this.upsd = upsd;
        this.both = List.of(upsmon, upsjail);
    }

    /**
     * Returns when both programs have ended.
     *
     * @throws NotSeenException if one has not, has run no SHUTDOWNCMD, or has ended otherwise than by a shutdown
     */
    void reach(Duration limit) throws IOException, InterruptedException {
        switch (life.ending()) {
            case STOP -> {
                for (Rival rival : both) {
                    rival.stop();
                    rival.program().awaitExit(limit);
                }
            }
            case LOW_BATTERY -> {
                everyUps(ups -> Condition.served("OB LB").applyTo(upsd, ups));
                awaitShutdown(limit);
            }
            case FORCED -> {
                everyUps(ups -> {
                    Condition.served("OL").applyTo(upsd, ups);
                    upsd.setFsd(ups);
                });
                awaitShutdown(limit);
            }
        }
    }

    /** The marker last: only then is nothing left that supplies the host. */
    private void everyUps(Consumer<String> change) {
        life.upses().forEach(change);
        change.accept(Life.MARKER);
    }

    private void awaitShutdown(Duration limit) throws IOException, InterruptedException {
        Told shutdown = new Told("", HandlerCall.SHUTDOWN);
        for (Rival rival : both) {
            int status = rival.program().awaitExit(limit);
            if (status != 0) {
                throw new NotSeenException(rival + " ended with status " + status + " after its shutdown");
            }
            Polling.until("SHUTDOWNCMD of " + rival, limit, () -> rival.told().contains(shutdown));
        }
    }
}
