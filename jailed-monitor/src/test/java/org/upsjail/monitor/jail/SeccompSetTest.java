// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The calls and arguments that pass are these, written down once more by hand: a table that grew is noticed. */
class SeccompSetTest {

    private static final int OWN_PID = 4711;

    /** docs/PRIVSEP.md and ADR 8 say how many. */
    private static final Set<String> ALLOWED = Set.of("""
            bind brk clock_gettime clock_nanosleep close connect epoll_create1 epoll_ctl epoll_pwait epoll_wait eventfd2
            exit exit_group fcntl futex getpeername getpid getrandom getrusage getsockname getsockopt gettid gettimeofday
            lseek madvise mmap mprotect mremap munmap nanosleep poll ppoll prctl pread64 read readv recvfrom recvmsg
            restart_syscall rt_sigaction rt_sigprocmask rt_sigreturn sched_getaffinity sched_yield sendmsg sendto
            setsockopt shutdown sigaltstack socket sysinfo tgkill write writev
            """.strip().split("\\s+"));

    private static final Set<String> ONLY_ON_X86_64 = Set.of("epoll_wait", "poll");

    @Test
    void noOtherCallHasARow() {
        Map<Verdict, Set<String>> rows = new TreeMap<>();
        for (SeccompRow row : SeccompTable.rows(OWN_PID)) {
            rows.computeIfAbsent(row.verdict(), verdict -> new TreeSet<>()).add(row.call());
        }

        assertEquals(Map.of(Verdict.ALLOW, ALLOWED, Verdict.ENOSYS, Set.of("clone3")), rows);
    }

    /** Of the whole kernel; what an argument decides about is in {@link #otherValuesAreRefused}. */
    @ParameterizedTest
    @EnumSource
    void noOtherCallPasses(Architecture architecture) throws IOException {
        BpfMachine machine = machine(architecture);
        Set<String> passing = new TreeSet<>();
        SeccompTableTest.kernelCalls(architecture).forEach((call, number) -> {
            if (ARGUMENTS.stream().anyMatch(argument -> argument.call().equals(call))
                    || machine.answerFor(architecture.auditNumber(), number) == Verdict.ALLOW.returnValue()) {
                passing.add(call);
            }
        });
        Set<String> due = new TreeSet<>(ALLOWED);
        if (architecture != Architecture.X86_64) {
            due.removeAll(ONLY_ON_X86_64);
        }

        assertEquals(due, passing);
    }

    private static final List<Argument> ARGUMENTS = List.of(
            argument("epoll_create1", 0, oneOf(0, 0x80000)),
            argument("futex", 1, value -> Set.of(0, 1, 9).contains(value & ~0x180)),
            // F_GETFL with flags that F_SETFL may not have, then both.
            argument("fcntl", 1, oneOf(3), 5, 0, 0x2000),
            argument("fcntl", 1, oneOf(3, 4), 5, 0, 0x802),
            argument("fcntl", 2, value -> (value & ~0x803) == 0, 5, 4),
            // TCP, then UDP, over IPv4 and IPv6.
            argument("socket", 0, oneOf(2, 10), 0, 1, 6),
            argument("socket", 1, value -> (value & ~0x80800) == 1, 2, 0, 6),
            argument("socket", 2, oneOf(0, 6), 2, 1),
            argument("socket", 0, oneOf(2, 10), 0, 2, 17),
            argument("socket", 1, value -> (value & ~0x80800) == 2, 10, 0, 17),
            argument("socket", 2, oneOf(0, 17), 10, 2),
            argument("sendto", 3, oneOf(0)),
            argument("sendmsg", 2, oneOf(0)),
            argument("recvfrom", 3, oneOf(0)),
            argument("recvmsg", 2, oneOf(0)),
            // SOL_SOCKET, SOL_TCP, SOL_IP, SOL_IPV6; IP and IPv6 have an option with the number 49 each.
            argument("setsockopt", 1, oneOf(1), 5, 0, 2),
            argument("setsockopt", 2, oneOf(2, 4, 6, 7, 8, 9, 13), 5, 1),
            argument("setsockopt", 1, oneOf(6), 5, 0, 1),
            argument("setsockopt", 2, oneOf(1), 5, 6),
            argument("setsockopt", 1, oneOf(0, 41), 5, 0, 49),
            argument("setsockopt", 2, oneOf(49), 5, 0),
            argument("setsockopt", 1, oneOf(41), 5, 0, 26),
            argument("setsockopt", 2, oneOf(18, 26, 29, 49), 5, 41),
            argument("getsockopt", 1, oneOf(1), 5, 0, 4),
            argument("getsockopt", 2, oneOf(2, 4, 6, 7, 8, 9, 13), 5, 1),
            argument("getsockopt", 1, oneOf(6), 5, 0, 1),
            argument("getsockopt", 2, oneOf(1), 5, 6),
            // Never executable; private and of no file.
            argument("mmap", 2, value -> (value & 4) == 0, 0, 4096, 0, 0x22, -1),
            argument("mmap", 3, value -> (value & ~0x4010) == 0x22, 0, 4096, 3, 0, -1),
            argument("mprotect", 2, value -> (value & 4) == 0, 0, 4096),
            argument("madvise", 2, oneOf(4, 8), 0, 4096),
            argument("tgkill", 0, oneOf(OWN_PID)),
            argument("prctl", 0, oneOf(15, 0x53564d41)));

    static Stream<Argument> arguments() {
        return ARGUMENTS.stream();
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void otherValuesAreRefused(Argument argument) {
        for (Architecture architecture : Architecture.values()) {
            BpfMachine machine = machine(architecture);
            int number = architecture.numberOf(argument.call());
            int passed = 0;
            for (int value : values()) {
                boolean allowed = argument.allowed().test(value);
                passed += allowed ? 1 : 0;
                assertEquals(
                        allowed ? Verdict.ALLOW.returnValue() : Verdict.EPERM.returnValue(),
                        machine.answerFor(architecture.auditNumber(), number, argument.with(value)),
                        () -> architecture + " " + argument + " " + value);
            }
            assertTrue(passed > 0 && passed < values().size(), argument::toString);
        }
    }

    @Test
    void everyArgumentThatTheTableTestsIsTriedHere() {
        Map<String, Integer> tested = new TreeMap<>();
        for (SeccompRow row : SeccompTable.rows(OWN_PID)) {
            row.tests().forEach(test -> tested.merge(row.call() + " " + test.index(), 1, Integer::sum));
        }
        Map<String, Integer> tried = new TreeMap<>();
        ARGUMENTS.forEach(argument -> tried.merge(argument.toString(), 1, Integer::sum));

        assertEquals(tried, tested);
    }

    /** Every number of a few bits, every one or two bits anywhere, and what has a meaning here. */
    private static Set<Integer> values() {
        Set<Integer> values = new TreeSet<>(List.of(-1, OWN_PID, OWN_PID + 1, 0x53564d41, 0x80801, 0x80802, 0x4032));
        for (int value = 0; value < 4096; value++) {
            values.add(value);
        }
        for (int one = 0; one < Integer.SIZE; one++) {
            for (int other = 0; other < Integer.SIZE; other++) {
                values.add(1 << one | 1 << other);
            }
        }
        return values;
    }

    private static IntPredicate oneOf(Integer... values) {
        return Set.of(values)::contains;
    }

    private static Argument argument(String call, int index, IntPredicate allowed, long... others) {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(i < others.length ? others[i] : 0);
        }
        return new Argument(call, index, allowed, all);
    }

    private static BpfMachine machine(Architecture architecture) {
        return new BpfMachine(SeccompFilter.ofTable(architecture, OWN_PID).encoded());
    }

    /**
     * What passes of one argument, the others being {@code others}.
     *
     * @param allowed of the low 32 bits
     */
    record Argument(String call, int index, IntPredicate allowed, List<Long> others) {

        long[] with(int value) {
            long[] arguments = others.stream().mapToLong(Long::longValue).toArray();
            arguments[index] = value;
            return arguments;
        }

        @Override
        public String toString() {
            return call + " " + index;
        }
    }
}
