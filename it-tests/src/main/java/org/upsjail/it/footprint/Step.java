// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.footprint;

/** What upsjail's log tells on the way from the command to the first poll, in its order. */
enum Step {
    SPOKEN("the dispatcher's first line: shell, JVM, its classes", "in place of Network UPS Tools upsmon"),
    STARTED("the monitor's process is started", "monitor started, pid"),
    JAILED("the monitor is in its jail and has proved it", "[monitor] jailed: "),
    CHECKED("its jail is checked from outside", "is jailed, checked from outside");

    private final String meaning;
    private final String line;

    Step(String meaning, String line) {
        this.meaning = meaning;
        this.line = line;
    }

    /** Whether {@code logged} is the line that tells it. */
    boolean isToldBy(String logged) {
        return logged.contains(line);
    }

    @Override
    public String toString() {
        return meaning;
    }
}
