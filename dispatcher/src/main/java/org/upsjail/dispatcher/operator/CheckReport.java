// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.upsjail.dispatcher.operator.Finding.Kind;

/** What {@code upsjail check} found, as text or JSON. */
public final class CheckReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Finding> findings;

    public CheckReport(List<Finding> findings) {
        this.findings = List.copyOf(findings);
    }

    /** Whether upsjail would start. */
    public boolean passed() {
        return findings.stream().noneMatch(finding -> finding.kind() == Kind.ERROR);
    }

    /** The findings of {@code kind}, a line each. */
    public String text(Kind kind) {
        return findings.stream()
                .filter(finding -> finding.kind() == kind)
                .map(finding -> finding.line() + "\n")
                .collect(Collectors.joining());
    }

    public String json() {
        ObjectNode root = JSON.createObjectNode().put("passed", passed());
        ArrayNode all = root.putArray("findings");
        for (Finding finding : findings) {
            all.addObject()
                    .put("kind", finding.kind().name().toLowerCase(Locale.ROOT))
                    .put("text", finding.text());
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
