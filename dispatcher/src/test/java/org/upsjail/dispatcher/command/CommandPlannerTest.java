// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.dispatcher.command.CommandPlan.RunAs;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.decide.Importance;
import org.upsjail.dispatcher.decide.NotifyPolicy.Delivery;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** The contract of each command. */
class CommandPlannerTest {

    private static final ProgramEnvironment ENVIRONMENT =
            ProgramEnvironment.of(Map.of("LANG", "C"), "nut", "/var/lib/nut", "/bin/false");

    private static final ProgramEnvironment OF_ROOT =
            ProgramEnvironment.of(Map.of("LANG", "C"), "root", "/root", "/bin/sh");

    private final CommandPlanner planner =
            new CommandPlanner(List.of("/bin/notify", "--mail", "a b"), ENVIRONMENT, OF_ROOT);

    private static Delivery delivery(Optional<UpsName> ups, NotifyType type, String message) {
        return new Delivery(new Announcement(type, ups, Optional.empty()), message, true, true, true);
    }

    private CommandPlan notifyOnBattery(String message) {
        return planner.notifyCommand(delivery(Optional.of(Configurations.UPS), NotifyType.ONBATT, message));
    }

    private CommandPlan notifyShutdown() {
        return planner.notifyCommand(delivery(Optional.empty(), NotifyType.SHUTDOWN, "going down"));
    }

    @Test
    void notifyCommandIsItsWordsAndThenTheMessage() {
        assertEquals(
                List.of("/bin/notify", "--mail", "a b", "UPS ups@host on battery"),
                notifyOnBattery("UPS ups@host on battery").arguments());
    }

    @Test
    void messageIsOneArgumentWhateverIsInIt() {
        String message = "$(reboot); `id` \"quoted\" 'x' | > \\ * ";
        List<String> arguments = notifyOnBattery(message).arguments();

        assertEquals(message, arguments.get(arguments.size() - 1));
        assertEquals(4, arguments.size());
    }

    @Test
    void emptyMessageIsStillAnArgument() {
        assertEquals("", notifyOnBattery("").arguments().get(3));
    }

    @Test
    void notifyCommandKnowsTheUpsAndTheType() {
        assertEquals(
                ENVIRONMENT.with("ups@host", "ONBATT"), notifyOnBattery("x").environment());
    }

    @Test
    void handlerIsMadeReadyWithWhatEveryNotifyCommandHas() {
        assertEquals(ENVIRONMENT.base(), planner.handlerEnvironment());
    }

    @Test
    void announcementOfTheHostHasAnEmptyUpsName() {
        assertEquals(ENVIRONMENT.with("", "SHUTDOWN"), notifyShutdown().environment());
    }

    @Test
    void notifyCommandRunsAsTheHandlerWithoutInputAndWithALimit() {
        CommandPlan plan = notifyOnBattery("x");

        assertEquals(RunAs.HANDLER, plan.runAs());
        assertEquals(Optional.empty(), plan.input());
        assertEquals(Optional.of(CommandPlanner.HANDLER_LIMIT), plan.limit());
    }

    @Test
    void eachUpsHasItsQueue() {
        UpsName other = new UpsName("other@host");
        CommandPlan ofOther = planner.notifyCommand(delivery(Optional.of(other), NotifyType.ONBATT, "x"));

        assertEquals(notifyOnBattery("x").queue(), notifyOnBattery("y").queue());
        assertNotEquals(notifyOnBattery("x").queue(), ofOther.queue());
    }

    @Test
    void noUpsCanNameItselfIntoAnotherQueue() {
        List<String> others = List.of(
                notifyShutdown().queue(),
                planner.finalWall("x").queue(),
                planner.shutdownCommand("x").queue());
        for (String name : List.of("wall", "shutdown", "notify")) {
            String queue = planner.notifyCommand(delivery(Optional.of(new UpsName(name)), NotifyType.ONBATT, "x"))
                    .queue();
            assertEquals(false, others.contains(queue), name);
        }
    }

    @Test
    void labelSaysWhatAndOfWhich() {
        assertEquals("NOTIFYCMD for ONBATT ups@host", notifyOnBattery("x").label());
        assertEquals("NOTIFYCMD for SHUTDOWN", notifyShutdown().label());
    }

    @Test
    void wallGetsTheMessageAsALineOfInputAndNoArgument() {
        CommandPlan wall = planner.finalWall("-f /etc/shadow");

        assertEquals(List.of("/usr/bin/wall"), wall.arguments());
        assertEquals(Optional.of("-f /etc/shadow\n"), wall.input());
    }

    @Test
    void wallRunsAsTheHandlerWithALimit() {
        CommandPlan wall = planner.finalWall("x");

        assertEquals(RunAs.HANDLER, wall.runAs());
        assertEquals(Optional.of(CommandPlanner.WALL_LIMIT), wall.limit());
        assertEquals(ENVIRONMENT.base(), wall.environment());
    }

    @Test
    void shutdownCommandIsALineForTheShell() {
        assertEquals(
                List.of("/bin/sh", "-c", "/sbin/shutdown -h +0 || poweroff"),
                planner.shutdownCommand("/sbin/shutdown -h +0 || poweroff").arguments());
    }

    @Test
    void shutdownCommandRunsAsTheDispatcherForAsLongAsItTakes() {
        CommandPlan plan = planner.shutdownCommand("x");

        assertEquals(RunAs.DISPATCHER, plan.runAs());
        assertEquals(Optional.empty(), plan.limit());
        assertEquals(Optional.empty(), plan.input());
    }

    @Test
    void shutdownCommandHasRootsEnvironment() {
        assertEquals(OF_ROOT.base(), planner.shutdownCommand("x").environment());
    }

    @Test
    void importanceIsThatOfTheType() {
        assertEquals(Importance.ORDINARY, notifyOnBattery("x").importance());
        assertEquals(Importance.FINAL, notifyShutdown().importance());
        assertEquals(
                Importance.CRITICAL,
                planner.wall(delivery(Optional.of(Configurations.UPS), NotifyType.LOWBATT, "x"))
                        .importance());
        assertEquals(Importance.FINAL, planner.shutdownCommand("x").importance());
    }

    @Test
    void wallsForDifferentUpsesHaveDifferentLabels() {
        CommandPlan one = planner.wall(delivery(Optional.of(new UpsName("a")), NotifyType.LOWBATT, "x"));
        CommandPlan other = planner.wall(delivery(Optional.of(new UpsName("b")), NotifyType.LOWBATT, "x"));

        assertNotEquals(one.label(), other.label());
    }
}
