// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The program made from a table, run as the kernel runs it. */
class SeccompFilterTest {

    private static final Architecture HERE = Architecture.X86_64;
    private static final int OWN_PID = 4711;
    private static final int ALLOW = 0x7fff0000;
    private static final int EPERM = 0x00050001;
    private static final int ENOSYS = 0x00050026;
    private static final int KILL = 0x80000000;

    private final List<SeccompRow> table = SeccompTable.rows(OWN_PID);
    private final BpfMachine filter = machine(table);

    @Test
    void foreignArchitectureKills() {
        int i386 = 0x40000003;
        assertEquals(KILL, filter.answerFor(i386, 1));
        assertEquals(KILL, filter.answerFor(Architecture.AARCH64.auditNumber(), 63));
    }

    @Test
    void x32NumberKills() {
        assertEquals(KILL, filter.answer(0x40000000));
        assertEquals(KILL, filter.answer(0x40000000 | 59));
        assertEquals(KILL, filter.answer(-1));
    }

    @Test
    void callOfNoRowIsRefused() {
        assertEquals(EPERM, filter.answer(0x3fffffff));
        assertEquals(EPERM, machine(List.of()).answer(0));
    }

    @Test
    void callOfAnotherArchitectureHasNoPartInTheProgram() {
        List<SeccompRow> rows = List.of(SeccompRow.allow("poll", "test"));
        assertEquals(
                SeccompFilter.compile(Architecture.AARCH64, List.of()).instructions(),
                SeccompFilter.compile(Architecture.AARCH64, rows).instructions());
    }

    @Test
    void rowWithoutTestsGetsItsVerdictWhateverTheArguments() {
        for (SeccompRow row : table) {
            if (row.tests().isEmpty()) {
                int due = row.verdict() == Verdict.ENOSYS ? ENOSYS : ALLOW;
                int number = HERE.numberOf(row.call());
                assertEquals(due, filter.answer(number), row.call());
                assertEquals(due, filter.answer(number, -1, -1, -1, -1, -1, -1), row.call());
            }
        }
    }

    /** The table read directly, against the program made from it, over all values that mean something anywhere. */
    @Test
    void programAgreesWithTheTable() {
        List<Long> values = interestingValues();
        for (SeccompRow row : table) {
            int number = HERE.numberOf(row.call());
            for (long first : values) {
                for (long second : values) {
                    for (long third : List.of(0L, 6L, 17L, 0x800L, 0x2000L)) {
                        long[] arguments = {first, second, third, 0x22, 0, 0};
                        assertEquals(
                                expected(row.call(), arguments),
                                filter.answer(number, arguments),
                                () -> row.call() + " " + List.of(first, second, third));
                    }
                }
            }
        }
    }

    @Test
    void programHeaderCarriesCountAndAddress() {
        SeccompFilter compiled = SeccompFilter.ofTable(HERE, OWN_PID);
        byte[] header = compiled.programHeader(0x1122334455667788L);
        assertEquals(compiled.instructions().size(), Byte.toUnsignedInt(header[0]) + 256 * header[1]);
        assertEquals((byte) 0x88, header[8]);
        assertEquals((byte) 0x11, header[15]);
    }

    @Test
    void jumpTooFarForAByteIsRefused() {
        Integer[] values = IntStream.range(0, 300).boxed().toArray(Integer[]::new);
        List<SeccompRow> rows = List.of(SeccompRow.allow("socket", "test", ArgumentTest.is(0, values)));
        assertThrows(IllegalArgumentException.class, () -> SeccompFilter.compile(HERE, rows));
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

    private int expected(String call, long... arguments) {
        for (SeccompRow row : table) {
            if (row.call().equals(call)
                    && row.tests().stream()
                            .allMatch(test -> test.values().contains((int) arguments[test.index()] & test.mask()))) {
                return row.verdict().returnValue();
            }
        }
        return EPERM;
    }

    private static BpfMachine machine(List<SeccompRow> rows) {
        return new BpfMachine(SeccompFilter.compile(HERE, rows).encoded());
    }
}
