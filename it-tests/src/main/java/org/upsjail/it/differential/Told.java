// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

/**
 * One announcement.
 *
 * @param ups the UPS, empty for one about the host
 * @param type NOTIFYTYPE
 */
record Told(String ups, String type) {

    @Override
    public String toString() {
        return ups.isEmpty() ? type : type + " " + ups;
    }
}
