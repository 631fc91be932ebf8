// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the journal as JSON: number, times and kind first, then the fields of its kind; nothing nested. Written and read
 * token by token, which spares the long-lived process what binds JSON to classes.
 */
final class JournalJson {

    static final String NUMBER = "number";
    static final String MONO = "mono_ms";
    static final String WALL = "wall";
    static final String KIND = "kind";
    private static final String CARRIED = "carried";
    private static final JsonFactory JSON = new JsonFactory();

    private JournalJson() {}

    /** Without the newline. */
    static String write(JournalLine line) {
        JournalFields own = new JournalFields();
        String kind = JournalKind.write(line.record(), own);
        JournalFields fields = new JournalFields();
        fields.put(NUMBER, line.number())
                .put(MONO, line.mono())
                .put(WALL, line.wall().toString());
        if (line.carried()) {
            fields.put(CARRIED, true);
        }
        fields.put(KIND, kind);
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            write(fields.values(), out);
            write(own.values(), out);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    /** Empty for what is no line of ours: torn, or of a later version. */
    static Optional<JournalLine> read(String text) {
        try {
            JournalFields fields = fields(text);
            long number = fields.number(NUMBER);
            Instant wall = Instant.parse(fields.text(WALL));
            boolean carried = fields.has(CARRIED);
            return JournalKind.read(fields.text(KIND), fields)
                    .map(record -> new JournalLine(number, fields.time(MONO), wall, carried, record));
        } catch (IOException | IllegalArgumentException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    /** @throws IOException for what is not JSON */
    static JournalFields fields(String text) throws IOException {
        JournalFields fields = new JournalFields();
        try (JsonParser in = JSON.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no object");
            }
            for (JsonToken token = in.nextToken(); token == JsonToken.FIELD_NAME; token = in.nextToken()) {
                read(in, fields);
            }
            if (in.currentToken() != JsonToken.END_OBJECT || in.nextToken() != null) {
                throw new IllegalArgumentException("no end");
            }
        }
        return fields;
    }

    private static void read(JsonParser in, JournalFields fields) throws IOException {
        String name = in.currentName();
        switch (in.nextToken()) {
            case VALUE_STRING -> fields.put(name, in.getText());
            case VALUE_NUMBER_INT -> fields.put(name, in.getLongValue());
            case VALUE_TRUE, VALUE_FALSE -> fields.put(name, in.getBooleanValue());
            default -> throw new IllegalArgumentException(name + " is of a type we never write");
        }
    }

    private static void write(Map<String, Object> values, JsonGenerator out) throws IOException {
        for (Map.Entry<String, Object> field : values.entrySet()) {
            out.writeFieldName(field.getKey());
            if (field.getValue() instanceof Long number) {
                out.writeNumber(number);
            } else if (field.getValue() instanceof Boolean flag) {
                out.writeBoolean(flag);
            } else {
                out.writeString(field.getValue().toString());
            }
        }
    }
}
