// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.util.List;
import java.util.Optional;

/**
 * One request: a verb and its words, on one line, separated by blanks.
 *
 * @param words none of them empty, none with a blank or a control character
 */
public record OperatorRequest(OperatorVerb verb, List<String> words) {

    /** A notify type, a UPS's name and blanks are far below. */
    static final int MAX_LINE_BYTES = 512;

    private static final int MAX_WORDS = 4;

    public OperatorRequest {
        words = List.copyOf(words);
        if (words.size() > MAX_WORDS || words.stream().anyMatch(word -> !word.matches("[!-~]+"))) {
            throw new IllegalArgumentException("at most " + MAX_WORDS + " words of printable characters");
        }
    }

    /** What goes over the socket, without its newline. */
    String line() {
        return words.isEmpty() ? verb.word() : verb.word() + " " + String.join(" ", words);
    }

    /** Empty when the line is no request. */
    static Optional<OperatorRequest> parse(String line) {
        String[] words = line.split(" ", -1);
        for (OperatorVerb verb : OperatorVerb.values()) {
            if (verb.word().equals(words[0])) {
                try {
                    return Optional.of(new OperatorRequest(verb, List.of(words).subList(1, words.length)));
                } catch (IllegalArgumentException malformed) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
