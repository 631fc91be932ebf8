// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;

/**
 * One thing that is wrong with a configuration, and what to do about it.
 *
 * @param line from 1, or 0 when it is about the file as a whole
 */
public record ConfigProblem(Severity severity, Path file, int line, String what, String remedy) {

    /** Whether the start is refused. */
    public enum Severity {
        ERROR,
        WARNING
    }

    @Override
    public String toString() {
        String place = line == 0 ? file.toString() : file + ":" + line;
        return place + ": " + (severity == Severity.WARNING ? "warning: " : "") + what + "; " + remedy;
    }
}
