// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.upsjail.protocol.fact.FactType;

/** What a dispatcher that was killed knew brings its successor to the same shutdowns, DEADTIME after its start at the latest. */
class TakenUpLedgerTest {

    private static final String[] DIRECTIVES = {"DEADTIME 15", "FINALDELAY 0"};
    private static final int DEADTIME = 15;
    private static final int LATER = DEADTIME + 2;

    private final DeciderBench killed = new DeciderBench(DIRECTIVES);

    private DeciderBench takenUp() {
        return killed.takenUp(DIRECTIVES);
    }

    /** In all the time until DEADTIME is over. */
    private static long shutdowns(DeciderBench next) {
        return next.seconds(LATER).count(Effect.OrderForcedShutdown.class);
    }

    @Test
    void upsThatWasLostOnBatteryBeforeTheCrashIsDeadAfterDeadTime() {
        killed.states(FactType.COMMOK, FactType.ONBATT, FactType.COMMBAD);
        DeciderBench next = takenUp().monitorReady().states(FactType.COMMBAD);
        assertEquals(0, next.seconds(DEADTIME).count(Effect.OrderForcedShutdown.class));

        assertEquals(1, next.seconds(2).count(Effect.OrderForcedShutdown.class));
    }

    @Test
    void upsThatWasLostOnBatteryIsDeadWithoutAMonitorToo() {
        killed.states(FactType.COMMOK, FactType.ONBATT, FactType.COMMBAD);

        assertEquals(1, shutdowns(takenUp().monitorLost()));
    }

    @Test
    void upsThatIsSilentFromTheCrashOnIsDeadAfterDeadTime() {
        killed.states(FactType.COMMOK, FactType.ONBATT);

        assertEquals(1, shutdowns(takenUp().monitorLost()));
    }

    @Test
    void upsThatWasLostOnLineTakesNoHostDown() {
        killed.states(FactType.COMMOK, FactType.ONLINE, FactType.COMMBAD);

        assertEquals(0, shutdowns(takenUp().monitorReady().states(FactType.COMMBAD)));
    }

    @Test
    void upsThatNobodyEverHeardOfTakesNoHostDown() {
        killed.states(FactType.COMMBAD);

        assertEquals(0, shutdowns(takenUp().monitorReady().states(FactType.COMMBAD)));
    }
}
