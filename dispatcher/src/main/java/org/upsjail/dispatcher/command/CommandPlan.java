// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.upsjail.dispatcher.decide.Importance;

/**
 * A program to be run, decided to the last word: nothing is looked up or put together later.
 *
 * @param label for the log; of two waiting commands with the same label the later says all that the earlier would
 * @param queue commands of one queue run one after the other, in order
 * @param importance what it overtakes, and whether it may be dropped
 * @param environment the whole of it
 * @param input what its stdin holds; empty: /dev/null
 * @param runAs which account it gets
 * @param limit after which its process group is ended; empty: none
 * @param keepOutput whether the beginning of what it prints is kept for its result; else nothing of it
 */
public record CommandPlan(
        String label,
        String queue,
        Importance importance,
        List<String> arguments,
        Map<String, String> environment,
        Optional<String> input,
        RunAs runAs,
        Optional<Duration> limit,
        boolean keepOutput) {

    /** The accounts a program of ours can have. */
    public enum RunAs {
        /** RUN_AS_USER, without any capability. */
        HANDLER,
        /** The dispatcher's own, for SHUTDOWNCMD only. */
        DISPATCHER
    }

    public CommandPlan {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** The same, with more in its environment. */
    public CommandPlan with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new CommandPlan(label, queue, importance, arguments, more, input, runAs, limit, keepOutput);
    }

    /** The same, for what nobody's safety hangs on. */
    public CommandPlan minor() {
        return new CommandPlan(label, queue, Importance.MINOR, arguments, environment, input, runAs, limit, keepOutput);
    }
}
