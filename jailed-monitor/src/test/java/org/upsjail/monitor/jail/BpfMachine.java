// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The classic BPF machine as seccomp uses it, reading the encoded program as the kernel does. */
final class BpfMachine {

    private static final int LD_W_ABS = 0x20;
    private static final int ALU_AND_K = 0x54;
    private static final int JMP_JEQ_K = 0x15;
    private static final int JMP_JGE_K = 0x35;
    private static final int RET_K = 0x06;

    private final ByteBuffer program;

    BpfMachine(byte[] program) {
        this.program = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The value the program returns for a call of x86-64. */
    int answer(int number, long... arguments) {
        return answerFor(0xC000003E, number, arguments);
    }

    int answerFor(int architecture, int number, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0, number).putInt(4, architecture);
        for (int i = 0; i < arguments.length; i++) {
            data.putLong(16 + 8 * i, arguments[i]);
        }
        return run(data);
    }

    private int run(ByteBuffer data) {
        int accumulator = 0;
        int counter = 0;
        while (true) {
            int at = counter * 8;
            int code = program.getShort(at);
            int ifTrue = Byte.toUnsignedInt(program.get(at + 2));
            int ifFalse = Byte.toUnsignedInt(program.get(at + 3));
            int operand = program.getInt(at + 4);
            counter++;
            switch (code) {
                case LD_W_ABS -> accumulator = data.getInt(operand);
                case ALU_AND_K -> accumulator &= operand;
                case JMP_JEQ_K -> counter += accumulator == operand ? ifTrue : ifFalse;
                case JMP_JGE_K -> counter += Integer.compareUnsigned(accumulator, operand) >= 0 ? ifTrue : ifFalse;
                case RET_K -> {
                    return operand;
                }
                default -> throw new IllegalStateException("instruction " + code + " at " + (counter - 1));
            }
        }
    }
}
