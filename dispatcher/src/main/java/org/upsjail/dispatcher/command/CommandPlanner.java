// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.upsjail.dispatcher.command.CommandPlan.RunAs;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.Importance;
import org.upsjail.dispatcher.decide.NotifyPolicy.Delivery;
import org.upsjail.protocol.fact.UpsName;

/** Deliveries to commands, by upsmon's contract: the configured words, then the message as one last argument. */
public final class CommandPlanner {

    /** A handler that mails or calls a web service is done in seconds; upssched returns at once. */
    static final Duration HANDLER_LIMIT = Duration.ofSeconds(60);

    /** wall writes to each terminal and may meet one that is stopped. */
    static final Duration WALL_LIMIT = Duration.ofSeconds(10);

    private static final String WALL = "/usr/bin/wall";
    private static final String HOST_QUEUE = "";
    /** One for all UPSes: side by side the lines of many would take the places of handlers. */
    static final String WALL_QUEUE = "wall";

    private final List<String> notifyCommand;
    private final ProgramEnvironment handler;
    private final ProgramEnvironment dispatcher;

    /**
     * @param notifyCommand NOTIFYCMD as words
     * @param handler what programs of RUN_AS_USER get
     * @param dispatcher what SHUTDOWNCMD gets
     */
    public CommandPlanner(List<String> notifyCommand, ProgramEnvironment handler, ProgramEnvironment dispatcher) {
        this.notifyCommand = List.copyOf(notifyCommand);
        this.handler = handler;
        this.dispatcher = dispatcher;
    }

    /** NOTIFYCMD for one announcement. */
    public CommandPlan notifyCommand(Delivery delivery) {
        Announcement announcement = delivery.announcement();
        String ups = upsOf(announcement);
        List<String> arguments = new ArrayList<>(notifyCommand);
        arguments.add(delivery.message());
        return new CommandPlan(
                "NOTIFYCMD for " + subjectOf(announcement),
                "notify " + (ups.isEmpty() ? HOST_QUEUE : ups),
                Importance.of(announcement.type()),
                arguments,
                handler.with(ups, announcement.type().name()),
                Optional.empty(),
                RunAs.HANDLER,
                Optional.of(HANDLER_LIMIT),
                true);
    }

    /** One announcement to every terminal. */
    public CommandPlan wall(Delivery delivery) {
        Announcement announcement = delivery.announcement();
        return wall("wall for " + subjectOf(announcement), Importance.of(announcement.type()), delivery.message());
    }

    /** The last word before the shutdown, to every terminal. */
    public CommandPlan finalWall(String message) {
        return wall("wall", Importance.FINAL, message);
    }

    private CommandPlan wall(String label, Importance importance, String message) {
        return new CommandPlan(
                label,
                WALL_QUEUE,
                importance,
                List.of(WALL),
                handler.base(),
                Optional.of(message + "\n"),
                RunAs.HANDLER,
                Optional.of(WALL_LIMIT),
                false);
    }

    /** SHUTDOWNCMD, through a shell as upsmon does, as long as it takes. */
    public CommandPlan shutdownCommand(String command) {
        return new CommandPlan(
                "SHUTDOWNCMD",
                "shutdown",
                Importance.FINAL,
                List.of("/bin/sh", "-c", command),
                dispatcher.base(),
                Optional.empty(),
                RunAs.DISPATCHER,
                Optional.empty(),
                true);
    }

    private static String subjectOf(Announcement announcement) {
        String ups = upsOf(announcement);
        return announcement.type() + (ups.isEmpty() ? "" : " " + ups);
    }

    private static String upsOf(Announcement announcement) {
        return announcement.ups().map(UpsName::value).orElse("");
    }
}
