// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.nio.file.Path;
import java.util.Optional;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;

/** An account of this host, as getpwnam(3) knows it. */
public record Account(String name, int uid, int gid, Path home, String shell) {

    /** The account of that name, or empty when the host has none. */
    public static Optional<Account> named(String name) {
        POSIX posix = POSIXFactory.getNativePOSIX();
        Passwd entry = posix.getpwnam(name);
        if (entry == null) {
            return Optional.empty();
        }
        return Optional.of(new Account(
                name, (int) entry.getUID(), (int) entry.getGID(), Path.of(entry.getHome()), entry.getShell()));
    }
}
