// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.upsjail.dispatcher.operator.OperatorVerb;
import org.upsjail.dispatcher.operator.UpsjailCommand;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.wire.FrameType;
import org.upsjail.protocol.wire.Order;
import picocli.CommandLine;

/** The man pages, the completion and the commented upsjail.conf know what the program knows, no more and no less. */
class ManualTest {

    private static final Path DEPLOY = CompatibilityDocument.PROJECT.resolve("deploy");
    private static final Path MAN = DEPLOY.resolve("src/man");
    private static final Path COMPLETION = DEPLOY.resolve("src/completion/upsjail");
    private static final Path DIRECTIVES_READER = CompatibilityDocument.PROJECT.resolve(
            "protocol/src/main/java/org/upsjail/protocol/config/UpsjailConfReader.java");

    private static final Pattern OPTION_ITEM = Pattern.compile("(?m)^\\.It Fl (\\S+)(?! Cm)(?: Ar \\S+)?$");
    private static final Pattern VERB_ITEM = Pattern.compile("(?m)^\\.It Fl c Cm (\\S+)");
    private static final Pattern DIRECTIVE_ITEM = Pattern.compile("(?m)^\\.It Ic (\\S+)");
    private static final Pattern ORDER_ITEM = Pattern.compile("(?m)^\\.It (\\S+)\n\\.Ql (\\S)");
    private static final Pattern WORDS = Pattern.compile("compgen -W '([^']+)'");
    private static final Pattern KNOWN = Pattern.compile("KNOWN = Set\\.of\\(([^)]+)\\)");
    private static final Pattern COMMENTED = Pattern.compile("(?m)^#([A-Z]+) ");

    @Test
    void theManPageHasEveryOptionOfTheCommandLine() throws IOException {
        Set<String> described = found(OPTION_ITEM, Files.readString(MAN.resolve("upsjail.8")));

        assertEquals(
                options(), described.stream().map(name -> "-" + name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void theManPageHasEverythingThatCanBeAsked() throws IOException {
        assertEquals(verbs(), found(VERB_ITEM, Files.readString(MAN.resolve("upsjail.8"))));
    }

    @Test
    void theCompletionOffersEveryOption() throws IOException {
        Set<String> expected = options();
        // What is asked without an option.
        expected.addAll(Set.of("check", "journal"));

        assertEquals(expected, offeredWith("--json"));
    }

    @Test
    void theCompletionOffersEverythingThatCanBeAsked() throws IOException {
        assertEquals(verbs(), offeredWith("reload"));
    }

    @Test
    void theCompletionOffersEveryNotifyType() throws IOException {
        assertEquals(names(NotifyType.values()), offeredWith("ONBATT"));
    }

    @Test
    void everyDirectiveIsDescribed() throws IOException {
        assertEquals(directives(), found(DIRECTIVE_ITEM, Files.readString(MAN.resolve("upsjail.conf.5"))));
    }

    @Test
    void theFileThatIsInstalledShowsEveryDirective() throws IOException {
        assertEquals(directives(), found(COMMENTED, Files.readString(DEPLOY.resolve("src/etc/upsjail.conf"))));
    }

    @Test
    void theOrdersHaveTheirBytes() throws IOException {
        Set<String> described = ORDER_ITEM
                .matcher(Files.readString(MAN.resolve("upsjail-protocol.7")))
                .results()
                .map(order -> order.group(1) + " " + order.group(2))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                Arrays.stream(Order.values())
                        .map(order -> order + " " + (char) order.code())
                        .collect(Collectors.toCollection(TreeSet::new)),
                described);
    }

    @Test
    void everyTypeOfFrameIsNamedItsCounterpartsTogether() throws IOException {
        String page = Files.readString(MAN.resolve("upsjail-protocol.7"));
        Set<String> absent = names(FrameType.values());
        absent.removeIf(name -> Pattern.compile("\\b" + name.replaceFirst("^NOT", "") + "\\b")
                .matcher(page)
                .find());

        assertEquals(Set.of(), absent);
    }

    @Test
    void theChangelogOfThePackageBeginsWithTheVersionThatIsBuilt() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>")
                .matcher(Files.readString(CompatibilityDocument.PROJECT.resolve("pom.xml")));
        assertTrue(version.find(), "the pom has no version");
        // As jdeb writes it.
        String packaged = version.group(1).replace("-SNAPSHOT", "~snapshot");

        String first = Files.readAllLines(DEPLOY.resolve("src/deb/changelog")).get(0);
        assertTrue(first.startsWith("upsjail (" + packaged + ") "), first);
    }

    private static Set<String> options() {
        Set<String> options = new TreeSet<>();
        new CommandLine(new UpsjailCommand())
                .getCommandSpec()
                .options()
                .forEach(option -> options.addAll(Arrays.asList(option.names())));
        return options;
    }

    private static Set<String> verbs() {
        return Arrays.stream(OperatorVerb.values())
                .map(OperatorVerb::word)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names in the reader, which are constants of the same name as their value. */
    private static Set<String> directives() throws IOException {
        Matcher known = KNOWN.matcher(Files.readString(DIRECTIVES_READER));
        assertTrue(known.find(), DIRECTIVES_READER + " has no set of them any more");
        return new TreeSet<>(Set.of(known.group(1).strip().split(",\\s*")));
    }

    /** The list of words of the completion that has this one. */
    private static Set<String> offeredWith(String word) throws IOException {
        return WORDS.matcher(Files.readString(COMPLETION))
                .results()
                .map(list -> new TreeSet<>(Set.of(list.group(1).strip().split("\\s+"))))
                .filter(list -> list.contains(word))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> found(Pattern wanted, String text) {
        return wanted.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
