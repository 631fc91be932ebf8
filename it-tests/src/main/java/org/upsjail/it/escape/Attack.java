// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

/**
 * Something a conqueror of the monitor would do.
 *
 * @param worksOutside whether an account without any privilege can do it where there is no jail: if so, the control of
 *     {@code EscapeIT} shows that the attack is one
 */
public record Attack(String name, boolean worksOutside, Act act) {

    /** The attempt. */
    @FunctionalInterface
    public interface Act {

        /** Returns why it was refused, empty when it was not. What it throws is a refusal, too. */
        String attempt() throws Throwable;
    }

    static Attack of(String name, Act act) {
        return new Attack(name, true, act);
    }

    static Attack ofRoot(String name, Act act) {
        return new Attack(name, false, act);
    }

    /** Makes the attempt and returns why it was refused, empty when it was not. */
    String attempt() {
        try {
            return act.attempt();
        } catch (Throwable refused) {
            return refused.getClass().getSimpleName() + " " + refused.getMessage();
        }
    }
}
