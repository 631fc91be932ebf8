// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/PRIVSEP.md and docs/TRUST.md promise is shown by tests that are there. */
class PromisesTest {

    private static final Path DOCUMENTS = CompatibilityDocument.PROJECT.resolve("docs");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern PROMISE = Pattern.compile("(?m)^\\| (P\\d+) \\|.*\\|([^|]*)\\|$");

    /** That the limits are stated is no behaviour. */
    private static final Set<String> WITHOUT_TEST = Set.of("P18");

    private static Set<String> testsNamedIn(String text) {
        return CODE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(NamedTests::isNameOfATest)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVSEP.md", "TRUST.md"})
    void everyTestThatIsNamedIsThere(String document) throws IOException {
        Set<String> named = testsNamedIn(Files.readString(DOCUMENTS.resolve(document)));
        assertFalse(named.isEmpty(), document + " names no test");

        named.removeAll(NamedTests.all());
        assertEquals(Set.of(), named, document + ": there is no such test");
    }

    @Test
    void everyPromiseNamesATest() throws IOException {
        List<MatchResult> promises = PROMISE.matcher(Files.readString(DOCUMENTS.resolve("PRIVSEP.md")))
                .results()
                .toList();
        Set<String> unshown = promises.stream()
                .filter(row -> testsNamedIn(row.group(2)).isEmpty())
                .map(row -> row.group(1))
                .collect(Collectors.toSet());

        assertEquals(20, promises.size());
        assertEquals(WITHOUT_TEST, unshown);
    }
}
