// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** A line of the journal as JSON: number, times and kind first, then the fields of its kind. */
final class JournalJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NUMBER = "number";
    private static final String MONO = "mono_ms";
    private static final String WALL = "wall";
    private static final String CARRIED = "carried";
    private static final String KIND = "kind";

    private JournalJson() {}

    /** Without the newline. */
    static String write(JournalLine line) {
        ObjectNode node = JSON.createObjectNode()
                .put(NUMBER, line.number())
                .put(MONO, line.mono().toMillis())
                .put(WALL, line.wall().toString());
        if (line.carried()) {
            node.put(CARRIED, true);
        }
        ObjectNode own = JSON.createObjectNode();
        node.put(KIND, JournalKind.write(line.record(), new JournalFields(own)));
        node.setAll(own);
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Empty for what is no line of ours: torn, or of a later version. */
    static Optional<JournalLine> read(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            if (!(node instanceof ObjectNode object)) {
                return Optional.empty();
            }
            JournalFields fields = new JournalFields(object);
            long number = fields.number(NUMBER);
            Instant wall = Instant.parse(fields.text(WALL));
            boolean carried = fields.has(CARRIED);
            return JournalKind.read(fields.text(KIND), fields)
                    .map(record -> new JournalLine(number, fields.time(MONO), wall, carried, record));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }
}
