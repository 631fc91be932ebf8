// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where a connection ends in a test: what is written becomes text. */
final class SentLines extends ChannelOutboundHandlerAdapter {

    private final StringBuilder text = new StringBuilder();
    private int writes;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise written) {
        ByteBuf bytes = (ByteBuf) message;
        text.append(bytes.toString(StandardCharsets.ISO_8859_1));
        bytes.release();
        writes++;
        written.setSuccess();
    }

    /** How many writes there have been since {@link #take}. */
    int writes() {
        return writes;
    }

    /** What has been sent since this was last asked. */
    List<String> take() {
        List<String> lines = text.toString().lines().toList();
        text.setLength(0);
        writes = 0;
        return lines;
    }
}
