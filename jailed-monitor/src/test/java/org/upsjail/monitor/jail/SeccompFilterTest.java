// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeccompFilterTest {

    private static final int OWN_PID = 4711;
    private static final int ALLOW = 0x7fff0000;
    private static final int EPERM = 0x00050001;
    private static final int ENOSYS = 0x00050026;
    private static final int KILL = 0x80000000;

    private static final int CLONE = 56;
    private static final int SOCKET = 41;
    private static final int FCNTL = 72;
    private static final int TGKILL = 234;
    private static final int PRCTL = 157;
    private static final int SIGCHLD = 17;

    private final List<SeccompRow> table = SeccompTable.rows(OWN_PID);
    private final BpfMachine filter = machine(table, SeccompTable.DEFAULT);

    @Test
    void foreignArchitectureKills() {
        int i386 = 0x40000003;
        assertEquals(KILL, filter.answerFor(i386, 1));
    }

    @Test
    void x32NumberKills() {
        assertEquals(KILL, filter.answer(0x40000000));
        assertEquals(KILL, filter.answer(0x40000000 | 59));
        assertEquals(KILL, filter.answer(-1));
    }

    @Test
    void callOfNoRowGetsTheDefault() {
        int read = 0;
        assertEquals(ALLOW, filter.answer(read));
        assertEquals(ALLOW, filter.answer(0x3fffffff));
        assertEquals(EPERM, machine(table, Verdict.EPERM).answer(read));
    }

    @Test
    void rowWithoutTestsGetsItsVerdictWhateverTheArguments() {
        for (SeccompRow row : table) {
            if (row.tests().isEmpty()) {
                int due = row.verdict() == Verdict.ENOSYS ? ENOSYS : EPERM;
                assertEquals(due, filter.answer(row.number()), row.call());
                assertEquals(due, filter.answer(row.number(), -1, -1, -1, -1, -1, -1), row.call());
            }
        }
    }

    @Test
    void everythingThatStartsOrMakesAProcessIsRefused() {
        for (int number : List.of(59, 322, 57, 58)) {
            assertEquals(EPERM, filter.answer(number), "call " + number);
        }
        assertEquals(ENOSYS, filter.answer(435));
    }

    @Test
    void cloneMakesThreadsOnly() {
        assertEquals(ALLOW, filter.answer(CLONE, SeccompTable.PTHREAD_FLAGS));
        assertEquals(EPERM, filter.answer(CLONE, SIGCHLD));
        int withoutThread = SeccompTable.PTHREAD_FLAGS & ~0x10000;
        assertEquals(EPERM, filter.answer(CLONE, withoutThread));
        int withNewUserNamespace = SeccompTable.PTHREAD_FLAGS | 0x10000000;
        assertEquals(EPERM, filter.answer(CLONE, withNewUserNamespace));
    }

    @Test
    void tgkillReachesOwnThreadsOnly() {
        assertEquals(ALLOW, filter.answer(TGKILL, OWN_PID, OWN_PID + 1, 10));
        assertEquals(EPERM, filter.answer(TGKILL, OWN_PID + 1, OWN_PID, 10));
    }

    @Test
    void socketsAreTcpAndUdpOverIp() {
        int nonblockingStream = 1 | 0x80000 | 0x800;
        assertEquals(ALLOW, filter.answer(SOCKET, 2, 1, 0));
        assertEquals(ALLOW, filter.answer(SOCKET, 10, nonblockingStream, 6));
        assertEquals(ALLOW, filter.answer(SOCKET, 10, 2, 17));
    }

    @Test
    void socketOfAnotherFamilyTypeOrProtocolIsRefused() {
        int mptcp = 262;
        for (int family : List.of(0, 1, 16, 17, 40)) {
            assertEquals(EPERM, filter.answer(SOCKET, family, 1, 0), "family " + family);
        }
        assertEquals(EPERM, filter.answer(SOCKET, 2, 3, 0));
        assertEquals(EPERM, filter.answer(SOCKET, 2, 1, mptcp));
        assertEquals(EPERM, filter.answer(SOCKET, 2, 1, 17));
        assertEquals(EPERM, filter.answer(SOCKET, 2, 2, 6));
    }

    @Test
    void fcntlSetsNoOwnerAndNoSignal() {
        for (int command : List.of(8, 10, 15, 0, 1024, 1026, 1031)) {
            assertEquals(EPERM, filter.answer(FCNTL, 5, command, 1), "command " + command);
        }
        int asynchronous = 0x2000;
        assertEquals(EPERM, filter.answer(FCNTL, 5, 4, asynchronous));
        assertEquals(ALLOW, filter.answer(FCNTL, 5, 4, 0x802));
        assertEquals(ALLOW, filter.answer(FCNTL, 5, 3));
    }

    @Test
    void ioctlOnlyCountsBytesAndSetsBlocking() {
        int fiosetown = 0x8901;
        int tiocsti = 0x5412;
        assertEquals(EPERM, filter.answer(16, 5, fiosetown));
        assertEquals(EPERM, filter.answer(16, 5, tiocsti));
        assertEquals(ALLOW, filter.answer(16, 5, 0x541b));
    }

    @Test
    void prctlOnlyNames() {
        int setDumpable = 4;
        assertEquals(ALLOW, filter.answer(PRCTL, 15));
        assertEquals(EPERM, filter.answer(PRCTL, setDumpable, 1));
    }

    @Test
    void highHalfOfAnArgumentTheKernelIgnoresIsIgnored() {
        long garbage = 0x7777L << 32;
        assertEquals(ALLOW, filter.answer(SOCKET, garbage | 2, garbage | 1, garbage));
        assertEquals(EPERM, filter.answer(SOCKET, garbage | 1, garbage | 1, garbage));
    }

    /** The table read directly, against the program made from it, over all values that mean something anywhere. */
    @Test
    void programAgreesWithTheTable() {
        List<Long> values = interestingValues();
        for (SeccompRow row : table) {
            for (long first : values) {
                for (long second : values) {
                    for (long third : List.of(0L, 6L, 17L, 0x800L, 0x2000L)) {
                        long[] arguments = {first, second, third, 0, 0, 0};
                        assertEquals(
                                expected(row.number(), arguments),
                                filter.answer(row.number(), arguments),
                                () -> row.call() + " " + List.of(first, second, third));
                    }
                }
            }
        }
    }

    @Test
    void callHasOneNameAndOneNumber() {
        Map<String, Integer> numbers = new HashMap<>();
        Map<Integer, String> names = new HashMap<>();
        for (SeccompRow row : table) {
            assertEquals(row.number(), numbers.computeIfAbsent(row.call(), call -> row.number()), row.call());
            assertEquals(row.call(), names.computeIfAbsent(row.number(), number -> row.call()), row.call());
        }
        assertTrue(numbers.size() > 100);
    }

    @Test
    void callOfNoRowHasNoNumber() {
        assertThrows(IllegalArgumentException.class, () -> SeccompTable.numberOf("read"));
    }

    @Test
    void programHeaderCarriesCountAndAddress() throws JailException {
        SeccompFilter compiled = SeccompFilter.ofTable(OWN_PID);
        byte[] header = compiled.programHeader(0x1122334455667788L);
        assertEquals(compiled.instructions().size(), Byte.toUnsignedInt(header[0]) + 256 * header[1]);
        assertEquals((byte) 0x88, header[8]);
        assertEquals((byte) 0x11, header[15]);
    }

    @Test
    void jumpTooFarForAByteIsRefused() {
        Integer[] values = IntStream.range(0, 300).boxed().toArray(Integer[]::new);
        List<SeccompRow> rows = List.of(SeccompRow.allow("socket", SOCKET, "test", ArgumentTest.is(0, values)));
        assertThrows(IllegalArgumentException.class, () -> SeccompFilter.compile(rows, Verdict.EPERM));
    }

    private List<Long> interestingValues() {
        Set<Long> values = new HashSet<>(List.of(0L, 1L, -1L, 0x80801L, 0x80802L));
        for (SeccompRow row : table) {
            row.tests()
                    .forEach(test -> test.values().forEach(value -> {
                        values.add((long) value);
                        values.add(value + 1L);
                    }));
        }
        return new ArrayList<>(values);
    }

    private int expected(int number, long... arguments) {
        for (SeccompRow row : table) {
            if (row.number() == number
                    && row.tests().stream()
                            .allMatch(test -> test.values().contains((int) arguments[test.index()] & test.mask()))) {
                return row.verdict().returnValue();
            }
        }
        return EPERM;
    }

    private static BpfMachine machine(List<SeccompRow> rows, Verdict otherwise) {
        return new BpfMachine(SeccompFilter.compile(rows, otherwise).encoded());
    }
}
