// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.nio.file.Path;
import java.util.Optional;

/** An account of this host, as getpwnam(3) knows it. */
public record Account(String name, int uid, int gid, Path home, String shell) {

    /** The account of that name, or empty when the host has none. */
    public static Optional<Account> named(String name) {
        return new LibC().getpwnam(name);
    }
}
