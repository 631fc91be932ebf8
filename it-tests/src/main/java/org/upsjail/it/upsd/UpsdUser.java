// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.util.List;

/**
 * An account of upsd.users.
 *
 * @param name what USERNAME gives
 * @param password what PASSWORD gives
 * @param role the {@code upsmon} line of the account
 */
public record UpsdUser(String name, String password, Role role) {

    /** What {@code upsmon} says in upsd.users. */
    public enum Role {
        /** May LOGIN, PRIMARY and FSD. */
        PRIMARY,
        /** May LOGIN only. */
        SECONDARY,
        /** No {@code upsmon} line: the password is right and LOGIN is denied all the same. */
        NONE
    }

    /** {@code prim/pp}, {@code sec/ss} and {@code guest/gg}, one of each role. */
    public static final List<UpsdUser> STANDARD = List.of(
            new UpsdUser("prim", "pp", Role.PRIMARY),
            new UpsdUser("sec", "ss", Role.SECONDARY),
            new UpsdUser("guest", "gg", Role.NONE));
}
