// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of passwords in the memory they were read through. */
class WipedMemoryTest {

    private static final String GOOD = """
            MONITOR ups 1 user "P@ss=W0rd" primary
            SHUTDOWNCMD /sbin/poweroff
            CERTIDENT name "key word"
            """;

    /** Keeps what was given out, so that a test can look what is in it afterwards. */
    private static final class SeenMemory extends ReadMemory {
        private final List<ByteBuffer> bytes = new ArrayList<>();
        private final List<char[]> characters = new ArrayList<>();

        @Override
        ByteBuffer bytes(int size) {
            ByteBuffer given = super.bytes(size);
            bytes.add(given);
            return given;
        }

        @Override
        char[] characters(int size) {
            char[] given = super.characters(size);
            characters.add(given);
            return given;
        }

        void assertNoByteIsLeft() {
            assertFalse(bytes.isEmpty());
            for (ByteBuffer given : bytes) {
                for (int i = 0; i < given.capacity(); i++) {
                    assertEquals(0, given.get(i), "byte " + i);
                }
            }
        }

        /** What is left of words and passwords, without what was wiped. */
        List<String> left() {
            assertFalse(characters.isEmpty());
            return characters.stream()
                    .map(given -> new String(given).replace("\0", ""))
                    .filter(left -> !left.isEmpty())
                    .toList();
        }
    }

    @TempDir
    private Path directory;

    private final SeenMemory memory = new SeenMemory();

    @ParameterizedTest
    @EnumSource
    void bytesOfFilesAreWipedOnceTheyAreRead(SecretPolicy policy) throws Exception {
        Files.writeString(directory.resolve("upsjail.conf"), "JAILUSER upsjail\n");
        read(GOOD, policy);

        assertEquals(2, memory.bytes.size());
        memory.assertNoByteIsLeft();
    }

    @Test
    void bytesOfAFileThatIsTooLargeAreWiped() {
        assertThrows(
                ConfigException.class,
                () -> read(GOOD + "#".repeat(ConfigurationReader.MAX_FILE_BYTES), SecretPolicy.KEEP));

        memory.assertNoByteIsLeft();
    }

    @Test
    void ofAnAcceptedFileThePasswordsAreLeftAndNothingElse() throws Exception {
        read(GOOD, SecretPolicy.KEEP);

        assertEquals(Set.of("P@ss=W0rd", "key word"), Set.copyOf(memory.left()));
    }

    @Test
    void nothingIsLeftWhereSecretsAreDropped() throws Exception {
        read(GOOD, SecretPolicy.DROP);

        assertEquals(List.of(), memory.left());
    }

    /** Each is refused in another place: by the lexer, by the reader of its directive, as a whole. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POLLFREQ 0",
                "MINSUPPLIES 2",
                "MONITOR other 1 user \"an0ther\" guest",
                "MONITOR other 1 user \"an0ther\" primary surplus",
                "MONITOR other 1 user \"an0ther\" \"primary#\"",
                "MONITOR other 1 user \"an0ther",
                "MONITOR ups 1 user an0ther primary\nDEADTIME x",
                "CERTIDENT name \"an0ther key\" surplus\nDEADTIME x"
            })
    void ofARefusedFileNothingIsLeft(String wrong) {
        assertThrows(ConfigException.class, () -> read(GOOD + wrong + "\n", SecretPolicy.KEEP));

        memory.assertNoByteIsLeft();
        assertEquals(List.of(), memory.left());
    }

    @Test
    void aPasswordInTheOtherFileIsRefusedAndNotLeft() throws Exception {
        Files.writeString(directory.resolve("upsjail.conf"), "MONITOR ups 1 user \"an0ther\" primary\n");
        assertThrows(ConfigException.class, () -> read(GOOD, SecretPolicy.KEEP));

        assertEquals(List.of(), memory.left());
    }

    /** The JDK reads into an array by a direct buffer of its own, which keeps a copy. */
    @Test
    void filesAreReadIntoMemoryThatTheJdkCopiesNowhere() {
        assertTrue(new ReadMemory().bytes(1).isDirect());
    }

    private void read(String text, SecretPolicy policy) throws IOException, ConfigException {
        new ConfigurationReader(policy, memory).read(ConfFile.write(directory, text));
    }
}
