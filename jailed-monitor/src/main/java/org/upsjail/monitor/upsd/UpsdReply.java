// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** One line of upsd: {@code OK ...}, {@code ERR code}, or the answer to a GET. */
record UpsdReply(List<String> words) {

    private static final int MAX_ERROR_CODE_CHARS = 32;

    private static final Pattern ERROR_CODE = Pattern.compile("[A-Z][A-Z-]*");

    static UpsdReply parse(String line) throws UpsdProtocolException {
        List<String> words = UpsdWords.split(line);
        if (words.isEmpty()) {
            throw new UpsdProtocolException("an empty line");
        }
        return new UpsdReply(words);
    }

    boolean isOk() {
        return words.get(0).equals("OK");
    }

    boolean isError() {
        return words.get(0).equals("ERR") && words.size() >= 2;
    }

    /** For the answer to a command, which is one of the two. */
    void requireOkOrError() throws UpsdProtocolException {
        if (!isOk() && !isError()) {
            throw new UpsdProtocolException("an answer that is neither OK nor ERR");
        }
    }

    /** The code of an ERR, fit for a log; "no code" when it is malformed. */
    String errorCode() {
        String code = words.size() < 2 ? "" : words.get(1);
        boolean wellFormed = code.length() <= MAX_ERROR_CODE_CHARS
                && ERROR_CODE.matcher(code).matches();
        return wellFormed ? code : "no code";
    }

    /** The value of {@code VAR ups name "value"}, if this is that. */
    Optional<String> variable(String ups, String name) {
        boolean answers = words.size() == 4 && startsWith("VAR", ups, name);
        return answers ? Optional.of(words.get(3)) : Optional.empty();
    }

    /** The count of {@code NUMLOGINS ups count}, if this is that. */
    OptionalInt logins(String ups) {
        boolean answers = words.size() == 3
                && startsWith("NUMLOGINS", ups)
                && words.get(2).matches("[0-9]{1,6}");
        return answers ? OptionalInt.of(Integer.parseInt(words.get(2))) : OptionalInt.empty();
    }

    private boolean startsWith(String... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (!words.get(i).equalsIgnoreCase(expected[i])) {
                return false;
            }
        }
        return true;
    }
}
