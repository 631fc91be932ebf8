// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.util.List;

/**
 * A condition on one argument of a system call: {@code (argument & mask)} is one of {@code values}. It sees the low 32
 * bits, which is all the kernel reads of the arguments tested: they are ints, or flags that fit into one.
 */
record ArgumentTest(int index, int mask, List<Integer> values) {

    private static final int ALL_BITS = ~0;

    ArgumentTest {
        if (index < 0 || index > 5 || values.isEmpty()) {
            throw new IllegalArgumentException("argument " + index + " against " + values);
        }
        values = List.copyOf(values);
    }

    /** The argument is one of {@code values}. */
    static ArgumentTest is(int index, Integer... values) {
        return new ArgumentTest(index, ALL_BITS, List.of(values));
    }

    /** The argument, less the bits of {@code ignored}, is one of {@code values}. */
    static ArgumentTest isBut(int index, int ignored, Integer... values) {
        return new ArgumentTest(index, ~ignored, List.of(values));
    }

    /** The argument has none of {@code bits}. */
    static ArgumentTest without(int index, int bits) {
        return new ArgumentTest(index, bits, List.of(0));
    }

    boolean wantsEveryBit() {
        return mask == ALL_BITS;
    }
}
