// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The alphabet and bounds of PROTOCOL.md section 2. */
class FactTextTest {

    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;()/%+_=@#-";

    private static Optional<String> carried(String raw) {
        return FactText.carriedOf(raw).map(FactText::value);
    }

    @Test
    void everyByteIsATextByteExactlyWhenItIsInTheAlphabet() {
        for (int b = 0; b < 256; b++) {
            assertEquals(ALPHABET.indexOf(b) >= 0, FactText.isTextByte(b), "byte " + b);
        }
    }

    @Test
    void noNumberOutsideTheBytesIsATextByte() {
        assertFalse(FactText.isTextByte(-1));
        assertFalse(FactText.isTextByte(256 + 'a'));
        assertFalse(FactText.isTextByte(Integer.MIN_VALUE + 'a'));
    }

    @Test
    void oneTo120BytesAreAText() {
        assertEquals("t", new FactText("t").value());
        assertEquals("t".repeat(120), new FactText("t".repeat(120)).toString());
    }

    @Test
    void emptyTextIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new FactText(""));
    }

    @Test
    void textOf121BytesIsRefused() {
        String text = "t".repeat(121);
        assertThrows(IllegalArgumentException.class, () -> new FactText(text));
    }

    @Test
    void textWithAForbiddenByteIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new FactText("a\"b"));
    }

    @Test
    void permittedTextIsCarriedUnchanged() {
        assertEquals(Optional.of("Replace battery (no. 2), 12.5 %"), carried("Replace battery (no. 2), 12.5 %"));
    }

    @Test
    void forbiddenCharactersAreReplacedOneByOne() {
        assertEquals(Optional.of("a-b-c-d--e"), carried("a!b\u001Bc\u00E9d\uD83D\uDD0Be"));
    }

    @Test
    void blanksAroundAreDropped() {
        assertEquals(Optional.of("a b"), carried(" \t a b \n"));
    }

    @Test
    void nothingButBlanksIsNoText() {
        assertEquals(Optional.empty(), carried(""));
        assertEquals(Optional.empty(), carried(" \t\r\n "));
    }

    @Test
    void longTextIsCutAt120() {
        assertEquals(Optional.of("t".repeat(120)), carried("t".repeat(120)));
        assertEquals(Optional.of("t".repeat(120)), carried("t".repeat(121)));
        assertEquals(Optional.of("-".repeat(120)), carried("\uD83D\uDD0B".repeat(10_000)));
    }

    @Test
    void whateverIsDrawnCanBeCarried() {
        Random random = new Random(20_261_122);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder raw = new StringBuilder();
            for (int i = random.nextInt(200); i >= 0; i--) {
                raw.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
            }
            Optional<FactText> carried = FactText.carriedOf(raw.toString());
            assertEquals(raw.toString().isBlank(), carried.isEmpty());
        }
    }
}
