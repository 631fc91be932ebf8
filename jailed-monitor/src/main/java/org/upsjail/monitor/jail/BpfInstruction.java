// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.nio.ByteBuffer;

/** One {@code struct sock_filter}: an operation of the classic BPF machine with its jump distances and operand. */
record BpfInstruction(int code, int ifTrue, int ifFalse, int operand) {

    /** A := the word at the operand's offset in struct seccomp_data. */
    static final int LOAD = 0x20;

    /** A := A and operand. */
    static final int AND = 0x54;

    /** Jump by whether A equals the operand. */
    static final int JUMP_EQUAL = 0x15;

    /** Jump by whether A is at least the operand, unsigned. */
    static final int JUMP_AT_LEAST = 0x35;

    /** End with the operand. */
    static final int RETURN = 0x06;

    static final int BYTES = 8;

    /** Jump distances are bytes. */
    private static final int FARTHEST = 255;

    BpfInstruction {
        if (ifTrue < 0 || ifTrue > FARTHEST || ifFalse < 0 || ifFalse > FARTHEST) {
            throw new IllegalArgumentException("jump of " + ifTrue + " or " + ifFalse + " instructions");
        }
    }

    static BpfInstruction load(int offset) {
        return new BpfInstruction(LOAD, 0, 0, offset);
    }

    static BpfInstruction and(int mask) {
        return new BpfInstruction(AND, 0, 0, mask);
    }

    static BpfInstruction end(Verdict verdict) {
        return new BpfInstruction(RETURN, 0, 0, verdict.returnValue());
    }

    void putInto(ByteBuffer program) {
        program.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
    }
}
