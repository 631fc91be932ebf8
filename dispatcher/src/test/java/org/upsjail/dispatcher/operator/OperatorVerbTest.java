// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorVerbTest {

    @ParameterizedTest
    @CsvSource({
        "f,FSD",
        "fsd,FSD",
        "s,STOP",
        "st,STOP",
        "stop,STOP",
        "r,RELOAD",
        "sta,STATUS",
        "status,STATUS",
        "t,TEST"
    })
    void aBeginningStandsForTheFirstVerbThatHasIt(String typed, OperatorVerb verb) {
        assertEquals(Optional.of(verb), OperatorVerb.beginningWith(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "fsdx", "FSD", " fsd", "stopp"})
    void otherWordsStandForNothing(String typed) {
        assertEquals(Optional.empty(), OperatorVerb.beginningWith(typed));
    }

    @Test
    void anEmptyWordIsNotFsd() {
        assertEquals(Optional.empty(), OperatorVerb.beginningWith(""));
    }
}
