// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.util.ArrayList;
import java.util.List;

/** What upsd has said of one UPS so far, the present step included. */
final class History {

    private final List<Condition> conditions = new ArrayList<>();
    private boolean disconnected;
    private boolean goingDown;

    /** The next step begins. */
    void add(Condition condition, Disturbance disturbance) {
        conditions.add(condition);
        disconnected |= disturbance.disconnects();
    }

    Condition now() {
        return conditions.get(conditions.size() - 1);
    }

    boolean everCommunicated() {
        return conditions.stream().anyMatch(Condition::communicates);
    }

    /** The host is brought down for want of power, by whoever is primary. */
    void lowBatteryEnd() {
        goingDown = true;
    }

    boolean goingDown() {
        return goingDown;
    }

    /** How often the status had this word. */
    long said(String word) {
        return conditions.stream().filter(condition -> condition.says(word)).count();
    }

    /** How often the status got this word; a status without it ends it, silence does not. */
    long began(String word) {
        long count = 0;
        boolean there = false;
        for (Condition condition : conditions) {
            boolean says = condition.says(word);
            count += says && !there ? 1 : 0;
            there = condition.communicates() ? says : there;
        }
        return count;
    }

    /** Whether upsd ever closed a connection. */
    boolean everDisconnected() {
        return disconnected;
    }

    @Override
    public String toString() {
        return conditions.toString();
    }
}
