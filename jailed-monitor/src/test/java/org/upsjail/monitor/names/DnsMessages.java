// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Messages of RFC 1035, byte by byte: what no codec would write can be written, too. */
final class DnsMessages {

    static final int A = 1;
    static final int CNAME = 5;
    static final int AAAA = 28;

    static final int NOERROR = 0;
    static final int SERVFAIL = 2;
    static final int NXDOMAIN = 3;

    private static final int ANSWER = 0x8180;
    private static final int TRUNCATED = 0x0200;
    private static final int CLASS_IN = 1;

    private DnsMessages() {}

    /** A question as it came, and how. */
    static final class Query {

        private static final int HEADER_BYTES = 12;

        private final byte[] bytes;
        private final int fromPort;
        private final boolean overTcp;

        Query(byte[] bytes, int fromPort, boolean overTcp) {
            this.bytes = bytes;
            this.fromPort = fromPort;
            this.overTcp = overTcp;
        }

        byte[] bytes() {
            return bytes;
        }

        int fromPort() {
            return fromPort;
        }

        boolean overTcp() {
            return overTcp;
        }

        int id() {
            return ByteBuffer.wrap(bytes).getShort() & 0xFFFF;
        }

        String name() {
            StringBuilder name = new StringBuilder();
            for (int at = HEADER_BYTES; bytes[at] != 0; at += bytes[at] + 1) {
                name.append(name.isEmpty() ? "" : ".")
                        .append(new String(bytes, at + 1, bytes[at], StandardCharsets.US_ASCII));
            }
            return name.toString();
        }

        int type() {
            return ByteBuffer.wrap(bytes).getShort(HEADER_BYTES + name().length() + 2);
        }

        byte[] answer(byte[]... records) {
            return message(id(), ANSWER, name(), type(), records);
        }

        byte[] failure(int code) {
            return message(id(), ANSWER | code, name(), type());
        }

        byte[] truncated() {
            return message(id(), ANSWER | TRUNCATED, name(), type());
        }

        byte[] withOtherId(byte[]... records) {
            return message(id() ^ 1, ANSWER, name(), type(), records);
        }

        byte[] toOtherQuestion(String other, byte[]... records) {
            return message(id(), ANSWER, other, type(), records);
        }
    }

    static byte[] address(String owner, String address) {
        return address(owner, address, 60);
    }

    static byte[] address(String owner, String address, int timeToLive) {
        try {
            byte[] content = InetAddress.getByName(address).getAddress();
            return record(owner, content.length == 4 ? A : AAAA, timeToLive, content);
        } catch (UnknownHostException notWritten) {
            throw new IllegalArgumentException(notWritten);
        }
    }

    static byte[] alias(String owner, String target) {
        return record(owner, CNAME, 60, name(target));
    }

    static byte[] record(String owner, int type, int timeToLive, byte[] content) {
        return written(out -> {
            out.write(name(owner));
            out.writeShort(type);
            out.writeShort(CLASS_IN);
            out.writeInt(timeToLive);
            out.writeShort(content.length);
            out.write(content);
        });
    }

    private static byte[] message(int id, int flags, String name, int type, byte[]... records) {
        return written(out -> {
            out.writeShort(id);
            out.writeShort(flags);
            out.writeShort(1);
            out.writeShort(records.length);
            out.writeInt(0);
            out.write(name(name));
            out.writeShort(type);
            out.writeShort(CLASS_IN);
            for (byte[] record : records) {
                out.write(record);
            }
        });
    }

    private static byte[] name(String name) {
        return written(out -> {
            for (String label : name.split("\\.", -1)) {
                out.writeByte(label.length());
                out.write(label.getBytes(StandardCharsets.US_ASCII));
            }
            out.writeByte(0);
        });
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return bytes.toByteArray();
    }
}
