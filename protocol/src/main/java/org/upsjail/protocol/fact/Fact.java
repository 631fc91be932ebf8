// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing the monitor says is so of one UPS. */
public record Fact(FactType type, UpsName ups, @Nullable FactText textOrNull) {

    public Fact {
        if (textOrNull != null && !type.mayCarryText()) {
            throw new IllegalArgumentException(type + " carries no text");
        }
    }

    public static Fact of(FactType type, UpsName ups) {
        return new Fact(type, ups, null);
    }

    public static Fact of(FactType type, UpsName ups, Optional<FactText> text) {
        return new Fact(type, ups, text.orElse(null));
    }

    public Optional<FactText> text() {
        return Optional.ofNullable(textOrNull);
    }

    /** Spelt out as in {@link UpsName}, for the sake of the start. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fact that
                && type == that.type
                && ups.equals(that.ups)
                && Objects.equals(textOrNull, that.textOrNull);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * type.hashCode() + ups.hashCode()) + Objects.hashCode(textOrNull);
    }

    @Override
    public String toString() {
        return type + " " + ups + (textOrNull == null ? "" : " [" + textOrNull + "]");
    }
}
