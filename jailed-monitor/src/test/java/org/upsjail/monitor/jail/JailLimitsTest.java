// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JailLimitsTest {

    @ParameterizedTest
    @CsvSource({"1, 68", "1008, 4096", "2000, 8064"})
    void descriptorsFollowTheConfiguration(int upses, int descriptors) {
        assertEquals(descriptors, JailLimits.forUpses(upses, true).openFiles());
    }

    @ParameterizedTest
    @CsvSource({"0, 256", "2048, 384"})
    void memoryFollowsTheConfiguration(int upses, long mebibytes) {
        assertEquals(mebibytes << 20, JailLimits.forUpses(upses, true).dataBytes());
    }

    @Test
    void moreUpsesThanAFileCanNameAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> JailLimits.forUpses(20_000, true));
    }

    @Test
    void fewerDescriptorsThanTheJvmHoldsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new JailLimits(31, 1, true));
    }
}
