// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upsjail.monitor.jail.JailLimits.ResourceLimit;

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

    /** docs/PRIVSEP.md has them; the numbers are those of the kernel's asm-generic/resource.h. */
    @Test
    void everyResourceThatIsNotNeededIsNone() {
        assertEquals(
                List.of(
                        new ResourceLimit("RLIMIT_CORE", 4, 0),
                        new ResourceLimit("RLIMIT_DATA", 2, 1 << 20),
                        new ResourceLimit("RLIMIT_FSIZE", 1, 0),
                        new ResourceLimit("RLIMIT_MEMLOCK", 8, 0),
                        new ResourceLimit("RLIMIT_MSGQUEUE", 12, 0),
                        new ResourceLimit("RLIMIT_NICE", 13, 0),
                        new ResourceLimit("RLIMIT_NOFILE", 7, 64),
                        new ResourceLimit("RLIMIT_RTPRIO", 14, 0)),
                new JailLimits(64, 1 << 20, true)
                        .resources().stream()
                                .sorted(Comparator.comparing(ResourceLimit::name))
                                .toList());
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
