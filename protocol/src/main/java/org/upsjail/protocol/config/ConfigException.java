// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that is not acted on; carries every problem found, warnings included. */
public final class ConfigException extends Exception {

    private final transient List<ConfigProblem> problems;

    /** @param problems at least one */
    public ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }
}
