// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.upsjail.dispatcher.operator.UpsjailCommand;
import org.upsjail.protocol.config.UpsmonConf;

/**
 * What this process was started with and a reload does not change.
 *
 * @param user -u, in place of RUN_AS_USER
 * @param debugLevel -D or NUT_DEBUG_LEVEL, which DEBUG_MIN can only raise
 * @param connection how the monitor is to connect, in words of its command line
 */
record Overrides(Optional<String> user, int debugLevel, List<String> connection) {

    Overrides {
        connection = List.copyOf(connection);
    }

    static Overrides of(UpsjailCommand command, Map<String, String> environment) {
        return new Overrides(
                command.user(),
                command.debugLevel(environment),
                command.connection(environment).arguments());
    }

    int debugLevelUnder(UpsmonConf conf) {
        return Math.max(debugLevel, conf.debugMin());
    }

    /** What a monitor is started with beside its file. */
    List<String> monitorOptions(int levelInForce) {
        return Stream.concat(connection.stream(), Stream.generate(() -> "-D").limit(levelInForce))
                .toList();
    }
}
