// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotifyTypeTest {

    @Test
    void everyTypeIsFoundByItsName() {
        for (NotifyType type : NotifyType.values()) {
            assertEquals(Optional.of(type), NotifyType.named(type.name()));
        }
    }

    @Test
    void theCaseOfTheNameDoesNotMatter() {
        assertEquals(Optional.of(NotifyType.SHUTDOWN_HOSTSYNC), NotifyType.named("Shutdown_HostSync"));
    }

    @Test
    void anUnknownNameIsNoType() {
        assertEquals(Optional.empty(), NotifyType.named("ONLINES"));
        assertEquals(Optional.empty(), NotifyType.named(" ONLINE"));
        assertEquals(Optional.empty(), NotifyType.named(""));
    }

    @Test
    void stockMessagesFormatNothingButTheUpsAndTheText() {
        for (NotifyType type : NotifyType.values()) {
            assertFalse(type.stockMessage().isBlank(), type.name());
            assertFalse(type.stockMessage().replace("%s", "").contains("%"), type.name());
        }
    }

    @Test
    void onlyAlarmAndOtherHaveAPlaceForText() {
        for (NotifyType type : NotifyType.values()) {
            boolean placeForText = type.stockMessage().split("%s", -1).length == 3;
            assertEquals(type == NotifyType.ALARM || type == NotifyType.OTHER, placeForText, type.name());
        }
    }
}
