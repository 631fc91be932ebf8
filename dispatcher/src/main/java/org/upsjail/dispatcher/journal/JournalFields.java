// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** The fields of one line, written and read. Reading throws IllegalArgumentException where something is not there. */
final class JournalFields {

    private static final String UPS = "ups";
    private static final String TYPE = "type";
    private static final String TEXT = "text";

    /** Strings, Longs and Booleans. */
    private final Map<String, Object> values = new LinkedHashMap<>();

    Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    JournalFields put(String name, String value) {
        values.put(name, value);
        return this;
    }

    JournalFields put(String name, long value) {
        values.put(name, value);
        return this;
    }

    JournalFields put(String name, boolean value) {
        values.put(name, value);
        return this;
    }

    JournalFields put(String name, Duration value) {
        values.put(name, value.toMillis());
        return this;
    }

    JournalFields put(String name, Optional<String> value) {
        value.ifPresent(present -> values.put(name, present));
        return this;
    }

    JournalFields put(String name, OptionalInt value) {
        value.ifPresent(present -> put(name, (long) present));
        return this;
    }

    JournalFields put(Fact fact) {
        put(UPS, fact.ups().value()).put(TYPE, fact.type().name());
        return put(TEXT, fact.text().map(FactText::value));
    }

    JournalFields put(Announcement announcement) {
        put(UPS, announcement.ups().map(UpsName::value));
        put(TYPE, announcement.type().name());
        return put(TEXT, announcement.text().map(FactText::value));
    }

    String text(String name) {
        return field(name, String.class);
    }

    Optional<String> optional(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long number(String name) {
        return field(name, Long.class);
    }

    OptionalInt optionalNumber(String name) {
        if (!has(name)) {
            return OptionalInt.empty();
        }
        long number = number(name);
        if (number != (int) number) {
            throw new IllegalArgumentException(name + " is out of range");
        }
        return OptionalInt.of((int) number);
    }

    boolean flag(String name) {
        return field(name, Boolean.class);
    }

    Duration time(String name) {
        return Duration.ofMillis(number(name));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Fact fact() {
        return Fact.of(
                FactType.valueOf(text(TYPE)),
                new UpsName(text(UPS)),
                optional(TEXT).map(FactText::new));
    }

    Announcement announcement() {
        return new Announcement(
                NotifyType.valueOf(text(TYPE)),
                optional(UPS).map(UpsName::new),
                optional(TEXT).map(FactText::new));
    }

    private <T> T field(String name, Class<T> type) {
        Object field = values.get(name);
        if (!type.isInstance(field)) {
            throw new IllegalArgumentException(name + " is missing or of another type");
        }
        return type.cast(field);
    }
}
