// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a document may name as a test: a class of any module whose name says that it is one, and that has one. */
final class NamedTests {

    private static final Pattern CLASS = Pattern.compile("[A-Z]\\w*[a-z0-9](?:Test|IT)");
    private static final Pattern TEST =
            Pattern.compile("(?m)^ +@(?:Test|ParameterizedTest|TestFactory|FuzzTest|ArchTest)\\b");

    private NamedTests() {}

    /** Whether the build would run it as a test by its name. */
    static boolean isNameOfATest(String name) {
        return CLASS.matcher(name).matches();
    }

    /** Of all modules. */
    static Set<String> all() throws IOException {
        Set<String> tests = new TreeSet<>();
        for (Path source : sources("src/test/java")) {
            String name = source.getFileName().toString().replace(".java", "");
            if (isNameOfATest(name) && TEST.matcher(Files.readString(source)).find()) {
                tests.add(name);
            }
        }
        return tests;
    }

    /** Every Java file below this directory of every module. */
    static List<Path> sources(String directory) throws IOException {
        List<Path> modules;
        try (Stream<Path> below = Files.list(CompatibilityDocument.PROJECT)) {
            modules = below.map(module -> module.resolve(directory))
                    .filter(Files::isDirectory)
                    .toList();
        }
        Set<Path> sources = new TreeSet<>();
        for (Path module : modules) {
            try (Stream<Path> below = Files.walk(module)) {
                below.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return List.copyOf(sources);
    }
}
