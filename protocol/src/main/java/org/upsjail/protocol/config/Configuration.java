// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.util.List;

/**
 * Both files, checked.
 *
 * @param digest 64 lower-case hexadecimal digits, the same for every reader of the same files, passwords left out
 * @param warnings what is worth saying and does not refuse the start
 */
public record Configuration(UpsmonConf upsmon, UpsjailConf upsjail, String digest, List<ConfigProblem> warnings) {}
