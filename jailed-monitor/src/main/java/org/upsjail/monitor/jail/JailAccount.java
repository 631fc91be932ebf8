// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/**
 * The account the monitor becomes: its own, and never root's. Names are resolved elsewhere, before the jail.
 *
 * @param uid 1 to {@value Integer#MAX_VALUE}, not {@value #NOBODY}
 * @param gid 1 to {@value Integer#MAX_VALUE}, not {@value #NOBODY}
 */
public record JailAccount(int uid, int gid) {

    /** The kernel's overflow id, on Debian nobody and nogroup: whatever else runs as it could signal the monitor. */
    private static final int NOBODY = 65534;

    public JailAccount {
        refuse("uid", uid);
        refuse("gid", gid);
    }

    private static void refuse(String which, int id) {
        // A negative id would mean "leave it as it is" to setresuid: root.
        if (id <= 0 || id == NOBODY) {
            throw new IllegalArgumentException("the jail's account has " + which + " " + id + ", which is "
                    + (id == 0 ? "root's" : id < 0 ? "no id" : "nobody's")
                    + "; give the monitor an account of its own");
        }
    }
}
