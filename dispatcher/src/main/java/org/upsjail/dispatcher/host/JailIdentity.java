// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import java.util.Optional;

/** The numbers the monitor must be running under. */
public record JailIdentity(int uid, int gid) {

    /** JAILUSER: an account's name, or {@code uid:gid}. Empty when there is no such account. */
    public static Optional<JailIdentity> of(String jailUser) {
        if (jailUser.matches("[0-9]{1,9}:[0-9]{1,9}")) {
            String[] ids = jailUser.split(":", 2);
            return Optional.of(new JailIdentity(Integer.parseInt(ids[0]), Integer.parseInt(ids[1])));
        }
        return Account.named(jailUser).map(account -> new JailIdentity(account.uid(), account.gid()));
    }
}
