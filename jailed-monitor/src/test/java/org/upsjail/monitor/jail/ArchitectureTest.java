// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void theTestedOneNeedsNoWord() throws JailException {
        assertEquals(Architecture.X86_64, Architecture.named("amd64", Optional.empty()));
    }

    @Test
    void theUntestedOneIsRefusedUnlessAskedFor() throws JailException {
        JailException refused =
                assertThrows(JailException.class, () -> Architecture.named("aarch64", Optional.empty()));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("say UNTESTEDARCH aarch64 in upsjail.conf"), message);
        assertEquals(Architecture.AARCH64, Architecture.named("aarch64", Optional.of("aarch64")));
    }

    @Test
    void oneWithoutATableIsRefusedWhateverIsSaid() {
        JailException refused =
                assertThrows(JailException.class, () -> Architecture.named("riscv64", Optional.of("riscv64")));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("no table of system calls for riscv64"), message);
    }
}
