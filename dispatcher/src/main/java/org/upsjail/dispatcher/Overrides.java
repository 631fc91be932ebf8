// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.util.Map;
import java.util.Optional;
import org.upsjail.dispatcher.operator.UpsjailCommand;
import org.upsjail.protocol.config.UpsmonConf;

/**
 * What this process was started with and a reload does not change.
 *
 * @param user -u, in place of RUN_AS_USER
 * @param debugLevel -D or NUT_DEBUG_LEVEL, which DEBUG_MIN can only raise
 */
record Overrides(Optional<String> user, int debugLevel) {

    static Overrides of(UpsjailCommand command, Map<String, String> environment) {
        return new Overrides(command.user(), command.debugLevel(environment));
    }

    int debugLevelUnder(UpsmonConf conf) {
        return Math.max(debugLevel, conf.debugMin());
    }
}
