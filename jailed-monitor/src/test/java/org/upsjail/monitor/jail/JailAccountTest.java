// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JailAccountTest {

    @Test
    void ordinaryIdsAreTaken() {
        JailAccount account = new JailAccount(961, 962);
        assertEquals(961, account.uid());
        assertEquals(962, account.gid());
    }

    @Test
    void rootsUidIsRefused() {
        assertTrue(refusal(0, 962).contains("uid 0, which is root's"));
    }

    @Test
    void rootsGidIsRefused() {
        assertTrue(refusal(961, 0).contains("gid 0, which is root's"));
    }

    @Test
    void idThatMeansNoChangeIsRefused() {
        assertTrue(refusal(-1, 962).contains("uid -1"));
    }

    @Test
    void nobodyIsRefused() {
        assertTrue(refusal(65534, 962).contains("nobody's"));
    }

    private static String refusal(int uid, int gid) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> new JailAccount(uid, gid))
                .getMessage());
    }
}
