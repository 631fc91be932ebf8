// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The jail's jar holds a part of BouncyCastle: every class that ours can come to has to be in it. */
class JailJarIT {

    private static final Path JAR = Installation.built().home().resolve("lib/upsjail-monitor.jar");
    private static final String OURS = "org.upsjail.";
    private static final String THEIRS = "org.bouncycastle.";

    @Test
    void noClassOfBouncyCastleThatOursComeToIsMissing() throws IOException {
        Map<String, Set<String>> uses = uses();
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        uses.keySet().stream().filter(name -> name.startsWith(OURS)).forEach(open::add);
        while (!open.isEmpty()) {
            for (String used : uses.getOrDefault(open.remove(), Set.of())) {
                if (used.startsWith(THEIRS) && reached.add(used)) {
                    open.add(used);
                }
            }
        }
        Set<String> there = classes();

        assertTrue(reached.contains(THEIRS + "openssl.PEMParser"), reached.toString());
        assertEquals(
                List.of(),
                reached.stream().filter(name -> !there.contains(name)).toList());
    }

    @Test
    void noSecurityProviderIsInIt() throws IOException {
        assertFalse(classes().contains(THEIRS + "jce.provider.BouncyCastleProvider"));
    }

    private static Set<String> classes() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .collect(Collectors.toSet());
        }
    }

    private static Map<String, Set<String>> uses() {
        StringWriter text = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        jdeps.run(
                new PrintWriter(text),
                new PrintWriter(text),
                "--multi-release",
                "17",
                "--ignore-missing-deps",
                "-verbose:class",
                "-filter:none",
                "-e",
                "org\\.bouncycastle\\..*",
                JAR.toString());
        Map<String, Set<String>> uses = new HashMap<>();
        text.toString()
                .lines()
                .filter(line -> line.startsWith("   ") && line.contains(" -> "))
                .forEach(line -> {
                    String[] words = line.strip().split("\\s+");
                    uses.computeIfAbsent(words[0], unused -> new TreeSet<>()).add(words[2]);
                });
        return uses;
    }
}
