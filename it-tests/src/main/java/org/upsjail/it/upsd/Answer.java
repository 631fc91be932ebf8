// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

/**
 * What goes out for one command; each character is one byte.
 *
 * @param text sent first
 * @param endlessly then sent over and over, unless empty
 * @param thenClose whether the connection ends after it
 * @param dripped whether each byte is a packet of its own
 */
record Answer(String text, String endlessly, boolean thenClose, boolean dripped) {

    static Answer whole(String text) {
        return new Answer(text, "", false, false);
    }

    static Answer thenClose(String text) {
        return new Answer(text, "", true, false);
    }

    static Answer dripped(String text) {
        return new Answer(text, "", false, true);
    }

    static Answer endless(String text, String endlessly) {
        return new Answer(text, endlessly, false, false);
    }
}
