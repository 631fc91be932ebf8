// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the monitor is to connect: {@code -4}, {@code -6} and {@code -W} of upsmon(8).
 *
 * @param arguments of the monitor's command line
 * @param warning what of the environment is not heeded, in a sentence
 */
public record ConnectionOptions(List<String> arguments, Optional<String> warning) {

    /** upsmon's, for all its programs. */
    private static final String TIMEOUT_VARIABLE = "NUT_DEFAULT_CONNECT_TIMEOUT";

    /** The kernel gives up after some two minutes anyway; more is a mistake of units. */
    private static final int MAX_TIMEOUT_SECONDS = 3600;

    private static final String REMEDY = "give seconds from 0 (as long as the kernel tries) to " + MAX_TIMEOUT_SECONDS
            + ", at most three digits behind the point";

    public ConnectionOptions {
        arguments = List.copyOf(arguments);
    }

    /**
     * @param timeout what was given with {@code -W}, which counts before the environment
     * @throws IllegalArgumentException with the reason, in words for an admin
     */
    static ConnectionOptions of(boolean ipv4, boolean ipv6, @Nullable String timeout, Map<String, String> environment) {
        if (ipv4 && ipv6) {
            throw new IllegalArgumentException("-4 and -6 exclude each other; without them both families are used");
        }
        List<String> arguments = new ArrayList<>();
        if (ipv4 || ipv6) {
            arguments.add(ipv4 ? "-4" : "-6");
        }
        String preset = environment.get(TIMEOUT_VARIABLE);
        boolean presetIsWrong = preset != null && !isTimeout(preset);
        if (timeout != null && !isTimeout(timeout)) {
            throw new IllegalArgumentException("-W is given \"" + timeout + "\"; " + REMEDY);
        }
        if (timeout != null) {
            arguments.addAll(List.of("-W", timeout));
        } else if (preset != null && !presetIsWrong) {
            arguments.addAll(List.of("-W", preset));
        }
        return new ConnectionOptions(
                arguments,
                presetIsWrong
                        ? Optional.of(TIMEOUT_VARIABLE + " is \"" + preset + "\" and not heeded; " + REMEDY)
                        : Optional.empty());
    }

    private static boolean isTimeout(String word) {
        return word.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")
                && new BigDecimal(word).compareTo(BigDecimal.valueOf(MAX_TIMEOUT_SECONDS)) <= 0;
    }
}
