// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The alphabet and bounds of PROTOCOL.md section 2. */
class UpsNameTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@:[]%+-";

    @Test
    void everyByteIsANameByteExactlyWhenItIsInTheAlphabet() {
        for (int b = 0; b < 256; b++) {
            boolean expected = ALPHABET.indexOf(b) >= 0;
            assertEquals(expected, UpsName.isNameByte(b), "byte " + b);
            assertEquals(expected, UpsName.isValid("u" + (char) b), "byte " + b);
        }
    }

    @Test
    void charactersThatOnlyLookLikeAlphabetAreRefused() {
        for (char c : new char[] {'\u0101', '\u0141', '\uFF41', '\u0660', '\u0241', '\uD835'}) {
            assertFalse(UpsName.isValid("u" + c), "character " + (int) c);
        }
    }

    @Test
    void noNumberOutsideTheBytesIsANameByte() {
        assertFalse(UpsName.isNameByte(-1));
        assertFalse(UpsName.isNameByte(256 + 'a'));
        assertFalse(UpsName.isNameByte(Integer.MIN_VALUE + 'a'));
    }

    @Test
    void oneTo127BytesAreAName() {
        assertFalse(UpsName.isValid(""));
        assertTrue(UpsName.isValid("u"));
        assertTrue(UpsName.isValid("n".repeat(127)));
        assertFalse(UpsName.isValid("n".repeat(128)));
    }

    @Test
    void systemsOfMonitorLinesAreNames() {
        for (String name : List.of(
                "myups@10.0.0.5:3493", "ups@[2001:db8::1]:3493", "u@[fe80::1%eth0]", "su-700_a@ups.example.org")) {
            assertEquals(name, new UpsName(name).value());
            assertEquals(name, new UpsName(name).toString());
        }
    }

    @Test
    void emptyNameIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new UpsName(""));
    }

    @Test
    void nameOf128BytesIsRefused() {
        String name = "n".repeat(128);
        assertThrows(IllegalArgumentException.class, () -> new UpsName(name));
    }

    @Test
    void nameWithASpaceIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new UpsName("my ups"));
    }

    @Test
    void theRefusalDoesNotRepeatTheName() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new UpsName("evil\u001B[2J"));
        assertFalse(String.valueOf(refusal.getMessage()).contains("evil"));
    }

    @Test
    void namesAreComparedByTheirBytes() {
        assertTrue(new UpsName("A").compareTo(new UpsName("a")) < 0);
        assertEquals(0, new UpsName("a").compareTo(new UpsName("a")));
        assertEquals(new UpsName("a"), new UpsName("a"));
    }
}
