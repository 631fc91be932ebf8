// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.util.Arrays;

/** A password. Never shown by {@link #toString}, and not equal to anything but itself. */
public final class Secret {

    private final char[] value;

    Secret(char[] value) {
        this.value = value;
    }

    /** A copy, which the caller wipes when done. */
    public char[] copyOfValue() {
        return value.clone();
    }

    public void wipe() {
        Arrays.fill(value, '\0');
    }

    @Override
    public String toString() {
        return "***";
    }
}
