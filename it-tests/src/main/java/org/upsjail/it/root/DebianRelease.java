// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.root;

import java.util.Locale;

/** A release of Debian, with its systemd, its NUT and its Java runtime. */
public enum DebianRelease {

    /** Debian 12: systemd 252, NUT 2.8.0, Java 17. */
    BOOKWORM,

    /** Debian 13: systemd 257, NUT 2.8.1, Java 21. */
    TRIXIE;

    /** As the archive of Debian and deploy/debian-root call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
