// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Something the jail must refuse, attempted in a way that harms nothing where it is not refused.
 *
 * @param attempt makes the attempt and returns its errno, 0 for success
 * @param refusals the answers of the jail; any other means that the call was carried out or got as far as its arguments
 */
record ForbiddenAct(String name, IntSupplier attempt, Set<Integer> refusals) {

    boolean isRefusal(int errno) {
        return refusals.contains(errno);
    }
}
