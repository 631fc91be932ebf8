// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One logical line: the directive's name and its arguments. A password is never among {@code words}; its place is taken
 * by {@value #SECRET_PLACE}.
 *
 * @param number the physical line on which it begins, from 1
 */
record ConfigLine(
        Path file, int number, List<String> words, @Nullable Secret secretOrNull) {

    static final String SECRET_PLACE = "*";

    ConfigLine {
        words = List.copyOf(words);
    }

    String directive() {
        return words.get(0);
    }

    List<String> arguments() {
        return words.subList(1, words.size());
    }

    Optional<Secret> secret() {
        return Optional.ofNullable(secretOrNull);
    }
}
