// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an alarm says or which status tokens are unclassified: data from the network, to be shown and never interpreted.
 *
 * @param value 1 to {@value #MAX_BYTES} bytes of the closed alphabet of {@link #isTextByte}
 */
public record FactText(String value) {

    /** With a name of 127 bytes and the separator a payload is 248 bytes and a frame 252. */
    public static final int MAX_BYTES = 120;

    private static final char REPLACEMENT = '-';

    public FactText {
        boolean valid =
                !value.isEmpty() && value.length() <= MAX_BYTES && value.chars().allMatch(FactText::isTextByte);
        if (!valid) {
            throw new IllegalArgumentException("not a fact text");
        }
    }

    public static boolean isTextByte(int b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || (b >= 0 && " .,:;()/%+_=@#-".indexOf(b) >= 0);
    }

    /** What can be carried of {@code raw}: other characters replaced, the rest cut. Empty when nothing is left. */
    public static Optional<FactText> carriedOf(String raw) {
        String stripped = raw.strip();
        if (stripped.isEmpty()) {
            return Optional.empty();
        }
        String cut = stripped.substring(0, Math.min(stripped.length(), MAX_BYTES));
        StringBuilder carried = new StringBuilder(cut.length());
        cut.chars().forEach(c -> carried.append(isTextByte(c) ? (char) c : REPLACEMENT));
        return Optional.of(new FactText(carried.toString()));
    }

    /** Spelt out as in {@link UpsName}, for the sake of the start. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FactText that && value.equals(that.value);
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
