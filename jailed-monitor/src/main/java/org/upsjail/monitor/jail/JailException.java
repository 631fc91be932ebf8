// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/** The jail could not be built or did not hold. The message is one line: what failed, why, what to do. */
public final class JailException extends Exception {

    public JailException(String what, String why, String remedy) {
        super(oneLine(what + ": " + why + "; " + remedy));
    }

    /** @param line what failed, why, and what to do */
    public JailException(String line) {
        super(oneLine(line));
    }

    /** For a failed system call: the why is the name of its errno. */
    static JailException ofErrno(String what, int errno, String remedy) {
        return new JailException(what, Errno.nameOf(errno), remedy);
    }

    /** A path may hold any byte; a line of the log may not. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return line.toString();
    }
}
