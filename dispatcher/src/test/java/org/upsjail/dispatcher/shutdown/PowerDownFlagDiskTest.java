// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.shutdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When the flag is on the disk: the power may be gone at any moment after SHUTDOWNCMD. */
@Tag("root")
class PowerDownFlagDiskTest {

    private final RootDirectory directory;
    private final Path file;

    /** What the directory held when something in it was forced to the disk, and how far that had been written. */
    private final List<String> forced = new ArrayList<>();

    PowerDownFlagDiskTest() throws IOException {
        directory = new RootDirectory();
        file = directory.path().resolve("killpower");
    }

    @AfterEach
    void delete() throws IOException {
        directory.delete();
    }

    private void note(FileChannel written, boolean metaData) throws IOException {
        assertTrue(metaData, "a file of a length that is not on the disk is empty");
        forced.add(names() + " at " + written.position());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory.path())) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theWholeContentIsForcedBeforeItHasItsNameAndThenTheDirectory() throws IOException {
        new PowerDownFlag(file, this::note).write();

        assertEquals(List.of("[.killpower.new] at 20", "[killpower] at 0"), forced);
    }

    @Test
    void contentThatDoesNotReachTheDiskGetsNoName() {
        PowerDownFlag flag = new PowerDownFlag(file, (written, metaData) -> {
            throw new IOException("no disk");
        });

        assertThrows(IOException.class, flag::write);
        assertFalse(Files.exists(file));
    }

    @Test
    void nameThatDoesNotReachTheDiskIsAnError() {
        PowerDownFlag flag = new PowerDownFlag(file, (written, metaData) -> {
            if (written.position() == 0) {
                throw new IOException("no disk");
            }
        });

        assertThrows(IOException.class, flag::write);
    }
}
