// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePermissionsTest {

    private static final boolean ACCEPTED = true;

    @ParameterizedTest
    @CsvSource({"rw-------,staff", "rw-r-----,root", "rw-r-----,nut", "rw-r-----,watcher", "rw-rw----,root"})
    void aFileForRootAndNutIsTaken(String mode, String group) {
        assertEquals(List.of(), problems(mode, group, !ACCEPTED));
    }

    @ParameterizedTest
    @CsvSource({"rw----r--,root", "rw-r--r--,nut", "rw-r-----,staff", "r--r-----,daemon"})
    void aFileThatOthersMayReadIsRefused(String mode, String group) {
        List<ConfigProblem> problems = problems(mode, group, !ACCEPTED);

        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.toString().contains("read the passwords in it"), problems.toString());
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--,root", "rw-r-----,staff"})
    void readersAreTakenIfTheyAreAccepted(String mode, String group) {
        assertEquals(List.of(), problems(mode, group, ACCEPTED));
    }

    @ParameterizedTest
    @CsvSource({"rw-----w-,root", "rw-rw----,nut", "rw-rw----,staff"})
    void writersAreRefusedWhateverIsAccepted(String mode, String group) {
        List<ConfigProblem> problems = problems(mode, group, ACCEPTED);

        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.toString().contains("choose what root runs"), problems.toString());
    }

    @Test
    void theRefusalNamesTheFileAndTheGroup() {
        assertEquals(
                "/etc/nut/upsmon.conf: its mode rw-r----- lets group staff read the passwords in it; "
                        + "chmod o-rwx, chgrp nut or root, or READABLECONF 1 in upsjail.conf to accept it",
                problems("rw-r-----", "staff", !ACCEPTED).get(0).toString());
    }

    private static List<ConfigProblem> problems(String mode, String group, boolean accepted) {
        ConfigProblems problems = new ConfigProblems();
        new FilePermissions(Lexed.FILE, "watcher", problems)
                .check(PosixFilePermissions.fromString(mode), group, accepted);
        return problems.all();
    }
}
