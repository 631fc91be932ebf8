// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upsjail.dispatcher.command.CommandResult;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.NotifyPolicy.Delivery;
import org.upsjail.dispatcher.operator.OperatorDesk;
import org.upsjail.dispatcher.operator.OperatorReply;
import org.upsjail.dispatcher.operator.OperatorRequest;
import org.upsjail.dispatcher.sink.Log;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** Deals with what operators ask: on the decide thread where state is touched, elsewhere where a disk may be slow. */
final class Desk implements OperatorDesk {

    private static final String JSON = "--json";

    private final Dispatcher dispatcher;
    private final Executor decideThread;
    private final PolicySource source;
    private final Consumer<Policies> reloaded;
    private final Log log;

    /** @param reloaded hears of every configuration gone over to, on the decide thread */
    Desk(Dispatcher dispatcher, Executor decideThread, PolicySource source, Consumer<Policies> reloaded, Log log) {
        this.dispatcher = dispatcher;
        this.decideThread = decideThread;
        this.source = source;
        this.reloaded = reloaded;
        this.log = log;
    }

    @Override
    public CompletableFuture<OperatorReply> handle(OperatorRequest request) {
        return switch (request.verb()) {
            case FSD ->
                decided(() -> dispatcher.forceShutdown()
                        ? OperatorReply.done("forced shutdown initiated\n")
                        : OperatorReply.refused("upsjail is stopping: no shutdown is begun\n"));
            case STOP ->
                decided(() -> {
                    dispatcher.stop();
                    return OperatorReply.done("stopping\n");
                });
            case RELOAD -> reload();
            case STATUS ->
                decided(() -> OperatorReply.done(
                        dispatcher.status().report(request.words().contains(JSON))));
            case TEST -> test(request.words());
        };
    }

    /** Reads on a thread of its own: a disk that does not answer delays no decision. */
    CompletableFuture<OperatorReply> reload() {
        CompletableFuture<OperatorReply> reply = new CompletableFuture<>();
        Thread thread = new Thread(() -> readAndGoOver(reply), "reload");
        thread.setDaemon(true);
        thread.start();
        return reply;
    }

    private void readAndGoOver(CompletableFuture<OperatorReply> reply) {
        try {
            Policies next = source.read();
            next.configuration().warnings().forEach(warning -> log.warning(warning.toString()));
            Consumer<Optional<String>> outcome = failure -> {
                if (failure.isEmpty()) {
                    reloaded.accept(next);
                }
                reply.complete(replyTo(failure));
            };
            decideThread.execute(() -> dispatcher.reload(next, outcome));
        } catch (ConfigException wrong) {
            reply.complete(replyTo(Optional.of("the configuration has errors\n" + wrong.getMessage())));
        } catch (Refusal refusal) {
            reply.complete(replyTo(Optional.of(refusal.reason())));
        } catch (IOException failed) {
            reply.complete(replyTo(Optional.of("the configuration cannot be copied: " + failed.getMessage())));
        }
    }

    private OperatorReply replyTo(Optional<String> failure) {
        if (failure.isEmpty()) {
            log.notice("configuration reloaded");
            return OperatorReply.done("reloaded\n");
        }
        failure.get().lines().forEach(line -> log.critical("reload: " + line));
        log.critical("reload: nothing was changed");
        return OperatorReply.refused(failure.get() + "\nnothing was changed\n");
    }

    private CompletableFuture<OperatorReply> test(List<String> words) {
        Optional<NotifyType> type = words.isEmpty() ? Optional.of(NotifyType.ONBATT) : NotifyType.named(words.get(0));
        String ups = words.size() > 1 ? words.get(1) : "test";
        if (type.isEmpty() || !UpsName.isValid(ups)) {
            return CompletableFuture.completedFuture(
                    OperatorReply.refused("there is no such notify type, or that is no name of a UPS\n"));
        }
        Announcement announcement =
                new Announcement(type.get(), Optional.of(new UpsName(ups)), Optional.of(new FactText("test")));
        CompletableFuture<OperatorReply> reply = new CompletableFuture<>();
        decideThread.execute(() -> {
            Delivery delivery = dispatcher.test(
                    announcement, result -> reply.complete(OperatorReply.done(tested(announcement, result))));
            if (!delivery.execute()) {
                reply.complete(OperatorReply.done(ways(delivery) + "NOTIFYCMD is not run for " + type.get()
                        + ": no EXEC in its NOTIFYFLAG, or no NOTIFYCMD\n"));
            }
        });
        return reply;
    }

    private static String tested(Announcement announcement, CommandResult result) {
        return "NOTIFYCMD for " + announcement.type() + " " + result.failure().orElse("exited with status 0")
                + " after " + result.took().toMillis() + " ms\n"
                + (result.output().isEmpty() ? "it printed nothing\n" : "it printed:\n" + result.output());
    }

    private static String ways(Delivery delivery) {
        return "\"" + delivery.message() + "\"" + (delivery.log() ? " was logged" : " was not logged")
                + (delivery.wall() ? " and sent to the terminals\n" : " and not sent to the terminals\n");
    }

    private CompletableFuture<OperatorReply> decided(Supplier<OperatorReply> work) {
        CompletableFuture<OperatorReply> reply = new CompletableFuture<>();
        decideThread.execute(() -> reply.complete(work.get()));
        return reply;
    }
}
