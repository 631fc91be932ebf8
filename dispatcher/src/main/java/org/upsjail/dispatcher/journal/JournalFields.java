// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
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

    private final ObjectNode node;

    JournalFields(ObjectNode node) {
        this.node = node;
    }

    JournalFields put(String name, String value) {
        node.put(name, value);
        return this;
    }

    JournalFields put(String name, long value) {
        node.put(name, value);
        return this;
    }

    JournalFields put(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    JournalFields put(String name, Duration value) {
        node.put(name, value.toMillis());
        return this;
    }

    JournalFields put(String name, Optional<String> value) {
        value.ifPresent(present -> node.put(name, present));
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
        return field(name).asText();
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
    }

    long number(String name) {
        JsonNode field = field(name);
        if (!field.canConvertToLong()) {
            throw new IllegalArgumentException(name + " is no number");
        }
        return field.longValue();
    }

    boolean flag(String name) {
        return field(name).booleanValue();
    }

    Duration time(String name) {
        return Duration.ofMillis(number(name));
    }

    boolean has(String name) {
        return node.has(name);
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

    private JsonNode field(String name) {
        JsonNode field = node.get(name);
        if (field == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return field;
    }
}
