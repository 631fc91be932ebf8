// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tries what the jail must refuse, from the calling thread, from a witness and from the event loop. The witness is a
 * thread of no merit that was there before the filter: it shows that the filter reached the threads the JVM started for
 * itself. A thread born inside cannot serve, since the jail allows none; the kernel would give it its maker's filter.
 */
public final class JailProof {

    /** Some hundred and forty failing system calls take well under a millisecond; the rest is for a busy host. */
    private static final int ANSWER_WITHIN_SECONDS = 10;

    private final List<ForbiddenAct> acts;
    private final CountDownLatch jailed = new CountDownLatch(1);
    private final FutureTask<List<String>> witness;

    private JailProof(List<ForbiddenAct> acts) {
        this.acts = acts;
        this.witness = new FutureTask<>(() -> {
            jailed.await();
            return refused("an older thread");
        });
    }

    /**
     * Prepares the attempts and starts the witness, which waits. Call it before {@link Jail#dropToAccount}: a thread
     * that is started later by the main thread would inherit its last capability.
     */
    public static JailProof standBy(Posix posix, Architecture architecture) {
        JailProof proof = new JailProof(ForbiddenActs.of(posix, architecture));
        Thread thread = new Thread(proof.witness, "jail-witness");
        thread.setDaemon(true);
        thread.start();
        return proof;
    }

    /**
     * Tries everything, once, after {@link Jail#seccomp}.
     *
     * @return the names of what was refused, for the log
     * @throws JailException naming the first act which was not refused, and where
     */
    public List<String> prove(Executor eventLoop) throws JailException {
        List<String> names = refused("the main thread");
        jailed.countDown();
        await(witness, "an older thread");
        FutureTask<List<String>> onLoop = new FutureTask<>(() -> refused("the event loop"));
        eventLoop.execute(onLoop);
        await(onLoop, "the event loop");
        return names;
    }

    /**
     * Tries everything outside the jail, which loads and links whatever the proof will need. Harmless, see
     * {@link ForbiddenActs}.
     *
     * @return the names of what the host did not refuse
     */
    List<String> rehearse() {
        return acts.stream()
                .filter(act -> !act.isRefusal(act.attempt().getAsInt()))
                .map(ForbiddenAct::name)
                .toList();
    }

    private List<String> refused(String where) throws JailException {
        List<String> names = new ArrayList<>();
        for (ForbiddenAct act : acts) {
            int errno = act.attempt().getAsInt();
            if (!act.isRefusal(errno)) {
                throw JailException.ofErrno(
                        "the jail does not refuse '" + act.name() + "' from " + where,
                        errno,
                        "do not run the monitor on this host and report it");
            }
            names.add(act.name());
        }
        return names;
    }

    private static void await(FutureTask<List<String>> attempt, String where) throws JailException {
        try {
            attempt.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JailException notRefused) {
                throw notRefused;
            }
            throw new JailException("the proof from " + where, String.valueOf(e.getCause()), "report it");
        } catch (TimeoutException e) {
            throw new JailException(
                    "the proof from " + where, "no answer in time", "look whether the host is overloaded");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JailException("the proof from " + where, "it was interrupted", "start the monitor again");
        }
    }
}
