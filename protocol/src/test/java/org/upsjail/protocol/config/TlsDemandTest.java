// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the directives together ask of one server. */
class TlsDemandTest {

    private static TlsDemand on(String system, String... lines) {
        return ReadConf.faultless(lines).tls().demandOn(UpsAddress.parse(system));
    }

    @Test
    void nothingIsDemandedUnlessItIsSaid() {
        TlsDemand demand = on("ups@host");

        assertFalse(demand.needsTls());
        assertEquals("host", demand.peerName());
    }

    @Test
    void globalDirectivesHoldForEveryServer() {
        assertTrue(on("ups@host", "FORCESSL 1").force());
        assertTrue(on("ups@host", "CERTVERIFY 1").verify());
    }

    @Test
    void verifyingAloneNeedsTls() {
        assertTrue(on("ups@host", "CERTVERIFY 1").needsTls());
    }

    @Test
    void certhostGoesBeforeTheGlobalDirectives() {
        TlsDemand demand = on("ups@host", "FORCESSL 1", "CERTVERIFY 1", "CERTHOST host name 0 0");

        assertFalse(demand.needsTls());
        assertEquals("name", demand.peerName());
    }

    @Test
    void certhostMayLeaveEachWordToTheGlobalOne() {
        TlsDemand demand = on("ups@host", "FORCESSL 1", "CERTHOST host \"\" -1 -1");

        assertTrue(demand.force());
        assertFalse(demand.verify());
        assertEquals("host", demand.peerName());
    }

    @Test
    void certhostThatLeavesVerifyingToTheGlobalWordVerifiesWhereThatSaysSo() {
        TlsDemand demand = on("ups@host", "CERTVERIFY 1", "CERTHOST host \"\" -1 -1");

        assertTrue(demand.verify());
        assertFalse(demand.force());
    }

    @Test
    void certhostIsForItsPortOnly() {
        assertFalse(on("ups@host:99", "CERTHOST host name 1 1").needsTls());
        assertTrue(on("ups@host:99", "CERTHOST host:99 name 1 1").needsTls());
    }

    @Test
    void ofTwoForOneServerTheFirstCounts() {
        assertEquals(
                "a",
                on("ups@host", "CERTHOST HOST a 1 1", "CERTHOST host b 0 0").peerName());
    }

    @Test
    void ipv6ServerIsNamedInBrackets() {
        assertTrue(on("ups@[::1]:5", "CERTHOST [::1]:5 name 1 1").needsTls());
    }
}
