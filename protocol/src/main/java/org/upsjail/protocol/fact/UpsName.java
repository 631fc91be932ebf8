// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

import org.jspecify.annotations.Nullable;

/**
 * The system of a MONITOR line exactly as written, for example {@code myups@10.0.0.5:3493}. It is the identity of a UPS
 * in frames, messages, logs and the UPSNAME of a handler.
 *
 * @param value 1 to {@value #MAX_BYTES} bytes of the closed alphabet of {@link #isNameByte}
 */
public record UpsName(String value) implements Comparable<UpsName> {

    /** Leaves room for text in one frame, and is more than a host name of 63 characters, a port and a UPS name need. */
    public static final int MAX_BYTES = 127;

    public static final String ALPHABET = "letters, digits and . _ @ : [ ] % + -";

    public UpsName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a UPS name: 1 to " + MAX_BYTES + " of " + ALPHABET);
        }
    }

    public static boolean isValid(String value) {
        return !value.isEmpty() && value.length() <= MAX_BYTES && value.chars().allMatch(UpsName::isNameByte);
    }

    public static boolean isNameByte(int b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || (b >= 0 && "._@:[]%+-".indexOf(b) >= 0);
    }

    @Override
    public int compareTo(UpsName other) {
        return value.compareTo(other.value);
    }

    /** Spelt out because what a record has by itself is linked at run time: some 15 ms of the first start that asks. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UpsName that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
