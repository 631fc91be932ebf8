// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Bytes to lines without their LF or CRLF, at most {@value #MAX_LINE_BYTES} bytes each, printable ASCII only. The first
 * line that is not ends the decoding: nothing behind it is looked at.
 */
final class UpsdLineDecoder extends ByteToMessageDecoder {

    /** upsd's values are at most 255 bytes and its words 512: one line of a status is far below. */
    static final int MAX_LINE_BYTES = 1024;

    private boolean spoiled;
    private int searched;

    /** Whether bytes have come of a line whose end has not. */
    boolean hasBegunLine() {
        return actualReadableBytes() > 0;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws UpsdProtocolException {
        if (spoiled) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int lineFeed = in.indexOf(in.readerIndex() + searched, in.writerIndex(), (byte) '\n');
        int length = (lineFeed < 0 ? in.writerIndex() : lineFeed) - in.readerIndex();
        if (length > MAX_LINE_BYTES) {
            throw spoil("a line of more than " + MAX_LINE_BYTES + " bytes");
        }
        if (lineFeed < 0) {
            searched = length;
            return;
        }
        searched = 0;
        String line = in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
        in.skipBytes(1);
        out.add(checked(line.endsWith("\r") ? line.substring(0, length - 1) : line));
    }

    private String checked(String line) throws UpsdProtocolException {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < 0x20 || line.charAt(i) > 0x7E) {
                throw spoil("a byte that is not printable ASCII");
            }
        }
        return line;
    }

    private UpsdProtocolException spoil(String reason) {
        spoiled = true;
        return new UpsdProtocolException(reason);
    }
}
