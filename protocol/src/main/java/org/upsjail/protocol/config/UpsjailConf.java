// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;

/**
 * A checked upsjail.conf: what upsmon has no directive for.
 *
 * @param jailUser JAILUSER: the monitor's account, a name or {@code uid:gid}
 * @param jailDirectory JAILDIR: the empty directory the monitor is locked into
 */
public record UpsjailConf(String jailUser, Path jailDirectory) {

    public static final String FILE_NAME = "upsjail.conf";

    static final String DEFAULT_JAIL_USER = "upsjail";
    static final String DEFAULT_JAIL_DIRECTORY = "/var/lib/upsjail/jail";
}
