// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OperatorPolicyTest {

    private final OperatorPolicy policy = new OperatorPolicy("nut");

    private Set<OperatorVerb> allowedTo(String user) {
        return Arrays.stream(OperatorVerb.values())
                .filter(verb -> policy.mayAsk(user, verb))
                .collect(Collectors.toSet());
    }

    @Test
    void rootMayAskForEverything() {
        assertEquals(EnumSet.allOf(OperatorVerb.class), allowedTo("root"));
    }

    @Test
    void handlersMayOrderTheShutdownButNeitherStopNorReload() {
        assertEquals(Set.of(OperatorVerb.FSD, OperatorVerb.STATUS, OperatorVerb.TEST), allowedTo("nut"));
    }

    @Test
    void whoIsOnlyInTheGroupMayLookAndTest() {
        assertEquals(Set.of(OperatorVerb.STATUS, OperatorVerb.TEST), allowedTo("operator"));
    }

    @Test
    void aNumberInsteadOfANameGivesNoRight() {
        assertEquals(Set.of(OperatorVerb.STATUS, OperatorVerb.TEST), allowedTo("0"));
    }
}
