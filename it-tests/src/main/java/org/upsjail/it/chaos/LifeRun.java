// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.io.IOException;
import java.time.Duration;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.await.NotSeenException;
import org.upsjail.it.await.Polling;
import org.upsjail.it.installed.RunningUpsjail;

/** Does a plan to a real installation; gives what came of it. */
final class LifeRun implements AutoCloseable {

    /** Before it nothing is demanded, however busy the machine is. */
    private static final Duration BIRTH_LIMIT = Duration.ofMinutes(3);

    private static final Duration END_LIMIT = Deadline.OF_A_HANG;

    /** A monitor's longest back-off, two starts, and a hanging answer. */
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(75);

    /** The longest that the model allows, and more. */
    private static final Duration SHUTDOWN_LIMIT = Duration.ofSeconds(100);

    /** The model is asked no more often. */
    private static final long ASK_EVERY = 250;

    private final Plan plan;
    private final Site site;
    private final Watcher watcher;
    private final Disturber disturber;

    private LifeRun(Plan plan, Site site) throws IOException, InterruptedException {
        this.plan = plan;
        this.site = site;
        RunningUpsjail upsjail = RunningUpsjail.start(site.setup());
        try {
            upsjail.program().awaitLine("every UPS has been heard of", BIRTH_LIMIT);
        } catch (NotSeenException e) {
            upsjail.close();
            throw e;
        }
        watcher = new Watcher(site);
        disturber = new Disturber(site, watcher, upsjail);
    }

    /** Lives it to its end. */
    static History live(Plan plan) throws IOException, InterruptedException {
        try (Site site = Site.of(plan.world());
                LifeRun run = new LifeRun(plan, site)) {
            run.live();
            return run.watcher.history();
        }
    }

    private void live() throws IOException, InterruptedException {
        for (Act act : plan.acts()) {
            passUntil(watcher.now() + act.pause());
            if (hasEnded()) {
                break;
            }
            if (act.kind() == Act.Kind.CALM) {
                calm();
            } else {
                disturber.perform(act);
            }
        }
        end();
        boolean wentDown =
                watcher.history().all(Event.ShutdownCommand.class).findAny().isPresent();
        for (String left : new Leftovers(site, disturber.everStarted(), wentDown).look()) {
            watcher.add(new Event.Remained(watcher.now(), left));
        }
    }

    private boolean hasEnded() {
        return !disturber.upsjail().program().alive();
    }

    private void pass() throws IOException, InterruptedException {
        watcher.look(disturber.upsjail());
        if (watcher.newlyBelieved()) {
            disturber.monitorBelieved();
        }
    }

    private void passUntil(long time) throws IOException, InterruptedException {
        Polling.until("the next act", SETTLE_LIMIT, () -> {
            pass();
            return watcher.now() >= time || hasEnded();
        });
    }

    private void calm() throws IOException, InterruptedException {
        disturber.undoAll();
        long begun = watcher.now();
        long[] asked = {begun};
        Polling.until("the limit", SETTLE_LIMIT.plus(END_LIMIT), () -> {
            pass();
            long now = watcher.now();
            if (hasEnded() || now - begun >= SETTLE_LIMIT.toMillis()) {
                return true;
            }
            if (now - asked[0] < ASK_EVERY) {
                return false;
            }
            asked[0] = now;
            return now - begun >= Deadlines.READ_AND_TOLD && isSettled(now);
        });
        if (!hasEnded()) {
            watcher.add(new Event.WatchBack(watcher.now()));
            watcher.add(new Event.Settled(watcher.now()));
            disturber.lookForZombies();
        }
    }

    private boolean isSettled(long now) {
        History so = watcher.history().with(new Event.Settled(now));
        boolean allHonest = plan.world().upses().stream()
                .flatMap(ups -> Stretch.of(so, plan.world(), ups).stream())
                .filter(stretch -> stretch.from() <= now && now < stretch.to())
                .allMatch(stretch -> stretch.reach() == Event.Reach.HONEST);
        return allHonest && Model.tellings(so, plan.world()).isEmpty();
    }

    private void end() throws IOException, InterruptedException {
        boolean asked = false;
        if (plan.goesDown()) {
            long limit = watcher.now() + SHUTDOWN_LIMIT.toMillis();
            Polling.until("the limit", SHUTDOWN_LIMIT.plus(END_LIMIT), () -> {
                pass();
                return hasEnded() || watcher.now() >= limit;
            });
        }
        if (!hasEnded()) {
            disturber.undoAll();
            asked = true;
            disturber.upsjail().program().kill("TERM");
        }
        int status = disturber.upsjail().program().awaitExit(END_LIMIT);
        disturber.undoAll();
        pass();
        watcher.add(new Event.Ended(watcher.now(), status, asked));
    }

    @Override
    public void close() throws IOException {
        disturber.close();
    }
}
