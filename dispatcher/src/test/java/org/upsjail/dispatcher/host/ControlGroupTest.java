// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlGroupTest {

    private static final String UNIT = "m.service";

    @Test
    void theOneHierarchyIsUsedWhereThereIsNoOther() {
        assertEquals(
                Optional.of(Path.of("/g/system.slice/m.service/cgroup.procs")), find("0::/system.slice/d.service"));
    }

    @Test
    void theNamedHierarchyComesFirst() {
        assertEquals(
                Optional.of(Path.of("/g/systemd/system.slice/m.service/cgroup.procs")),
                find("9:name=systemd:/system.slice/d.service", "8:pids:/", "0::/system.slice/d.service"));
    }

    @Test
    void aSliceOfItsOwnIsFollowed() {
        assertEquals(Optional.of(Path.of("/g/ups.slice/m.service/cgroup.procs")), find("0::/ups.slice/d.service"));
    }

    @Test
    void outsideOfSystemdThereIsNone() {
        assertEquals(Optional.empty(), find("0::/", "4:memory:/x"));
    }

    private static Optional<Path> find(String... lines) {
        return ControlGroup.processesOf(UNIT, List.of(lines), Path.of("/g"));
    }
}
