// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of system calls as a program for the kernel:
 *
 * <pre>
 *   foreign architecture?    kill
 *   number of the x32 ABI?   kill
 *   for each call of the table: its rows in order, else EPERM
 *   any other call:          EPERM
 * </pre>
 *
 * A straight chain, the busiest calls first; the kernel remembers the numbers that always pass.
 */
final class SeccompFilter {

    /** seccomp(2): operation and flag. TSYNC also spreads no_new_privs. */
    static final int SET_MODE_FILTER = 1;

    static final int ALL_THREADS = 1;

    /** Operation: is there such an action. Since Linux 4.14, as is KILL_PROCESS. */
    static final int GET_ACTION_AVAIL = 2;

    /** struct seccomp_data { int nr; __u32 arch; __u64 instruction_pointer; __u64 args[6]; }. */
    static final int OFFSET_OF_NUMBER = 0;

    static final int OFFSET_OF_ARCHITECTURE = 4;
    static final int OFFSET_OF_ARGUMENTS = 16;

    /** Numbers from here on are the x32 ABI's, which reaches calls of x86-64 by other numbers; elsewhere nobody's. */
    static final int FIRST_X32_NUMBER = 0x40000000;

    /** The kernel takes no longer program. */
    private static final int MOST_INSTRUCTIONS = 4096;

    private final List<BpfInstruction> instructions;

    private SeccompFilter(List<BpfInstruction> instructions) {
        if (instructions.size() > MOST_INSTRUCTIONS) {
            throw new IllegalArgumentException("a filter of " + instructions.size() + " instructions");
        }
        this.instructions = List.copyOf(instructions);
    }

    /** The filter of {@link SeccompTable} for the process with this id. */
    static SeccompFilter ofTable(Architecture architecture, int processId) {
        return compile(architecture, SeccompTable.rows(processId));
    }

    /** Rows of calls that {@code architecture} does not have are left out. */
    static SeccompFilter compile(Architecture architecture, List<SeccompRow> rows) {
        Map<Integer, List<SeccompRow>> byNumber = new LinkedHashMap<>();
        for (SeccompRow row : rows) {
            if (architecture.has(row.call())) {
                byNumber.computeIfAbsent(architecture.numberOf(row.call()), number -> new ArrayList<>())
                        .add(row);
            }
        }
        List<BpfInstruction> program = new ArrayList<>(preamble(architecture.auditNumber()));
        byNumber.forEach((number, alternatives) -> {
            List<BpfInstruction> block = block(alternatives);
            program.add(new BpfInstruction(BpfInstruction.JUMP_EQUAL, 0, block.size(), number));
            program.addAll(block);
        });
        program.add(BpfInstruction.end(Verdict.EPERM));
        return new SeccompFilter(program);
    }

    List<BpfInstruction> instructions() {
        return instructions;
    }

    /** The array of struct sock_filter. */
    byte[] encoded() {
        ByteBuffer bytes =
                ByteBuffer.allocate(instructions.size() * BpfInstruction.BYTES).order(ByteOrder.nativeOrder());
        instructions.forEach(instruction -> instruction.putInto(bytes));
        return bytes.array();
    }

    /** The struct sock_fprog of an array at {@code address}: its length, padding, its address. */
    byte[] programHeader(long address) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putShort(0, (short) instructions.size())
                .putLong(8, address)
                .array();
    }

    static byte[] inNativeOrder(int word) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(word)
                .array();
    }

    /** Leaves the number of the call in A. */
    private static List<BpfInstruction> preamble(int auditNumber) {
        return List.of(
                BpfInstruction.load(OFFSET_OF_ARCHITECTURE),
                new BpfInstruction(BpfInstruction.JUMP_EQUAL, 1, 0, auditNumber),
                BpfInstruction.end(Verdict.KILL_PROCESS),
                BpfInstruction.load(OFFSET_OF_NUMBER),
                new BpfInstruction(BpfInstruction.JUMP_AT_LEAST, 0, 1, FIRST_X32_NUMBER),
                BpfInstruction.end(Verdict.KILL_PROCESS));
    }

    /** Always ends the program, so that it may overwrite A. */
    private static List<BpfInstruction> block(List<SeccompRow> alternatives) {
        List<BpfInstruction> block = new ArrayList<>();
        for (SeccompRow row : alternatives) {
            block.addAll(alternative(row));
        }
        boolean lastAlwaysHolds =
                alternatives.get(alternatives.size() - 1).tests().isEmpty();
        if (!lastAlwaysHolds) {
            block.add(BpfInstruction.end(Verdict.EPERM));
        }
        return block;
    }

    /** Ends with the verdict if every test holds, else falls through behind its own end. Built from the end. */
    private static List<BpfInstruction> alternative(SeccompRow row) {
        List<BpfInstruction> code = new ArrayList<>(List.of(BpfInstruction.end(row.verdict())));
        for (int i = row.tests().size() - 1; i >= 0; i--) {
            code.addAll(0, test(row.tests().get(i), code.size()));
        }
        return code;
    }

    /** Falls through if the test holds, else jumps over the {@code rest} instructions that follow it. */
    private static List<BpfInstruction> test(ArgumentTest test, int rest) {
        List<BpfInstruction> code = new ArrayList<>();
        // Little endian: the low word comes first.
        code.add(BpfInstruction.load(OFFSET_OF_ARGUMENTS + 8 * test.index()));
        if (!test.wantsEveryBit()) {
            code.add(BpfInstruction.and(test.mask()));
        }
        int left = test.values().size() - 1;
        for (int value : test.values()) {
            int ifFalse = left == 0 ? rest : 0;
            code.add(new BpfInstruction(BpfInstruction.JUMP_EQUAL, left, ifFalse, value));
            left--;
        }
        return code;
    }
}
