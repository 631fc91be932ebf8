// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JailExceptionTest {

    @Test
    void messageSaysWhatWhyAndWhatToDo() {
        assertEquals("a: b; c", new JailException("a", "b", "c").getMessage());
    }

    @Test
    void errnoIsNamed() {
        assertEquals("a: EACCES (13); c", JailException.ofErrno("a", 13, "c").getMessage());
        assertEquals("a: errno (111); c", JailException.ofErrno("a", 111, "c").getMessage());
    }

    @Test
    void lineBreakInAPathDoesNotBreakTheLine() {
        assertEquals("a?b: c; d", new JailException("a\nb", "c", "d").getMessage());
    }
}
