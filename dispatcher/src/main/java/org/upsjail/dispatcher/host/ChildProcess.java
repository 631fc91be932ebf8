// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.io.File;
import java.util.List;
import java.util.Map;

/** What every child of ours has in common: descriptors 0 to 2 and no other (the JDK closes the rest), and cwd /. */
final class ChildProcess {

    private ChildProcess() {}

    /** @param environment the whole of it */
    static ProcessBuilder builder(List<String> arguments, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(arguments).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }
}
