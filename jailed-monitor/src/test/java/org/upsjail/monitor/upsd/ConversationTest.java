// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.upsjail.protocol.config.Secret;

class ConversationTest {

    @Test
    void thePasswordIsWipedFromItsBufferOnceItHasLeft() {
        Socket socket = new Socket();
        EmbeddedChannel channel = new EmbeddedChannel(socket, new ChannelInboundHandlerAdapter());
        Conversation conversation = new Conversation(
                channel.pipeline().lastContext(), new SessionTimers(channel.eventLoop(), failed -> {}), reason -> {});
        conversation.ask(UpsdCommand.password(new Secret("s3cret".toCharArray())), reply -> {});

        assertEquals("PASSWORD s3cret\n", socket.text);
        assertTrue(socket.buffer.isDirect());
        for (int i = 0; i < socket.buffer.capacity(); i++) {
            assertEquals(0, socket.buffer.getByte(i));
        }
        socket.buffer.release();
    }

    /** Keeps the buffer it was to send. */
    private static final class Socket extends ChannelOutboundHandlerAdapter {

        private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
        private String text = "";

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise written) {
            buffer = (ByteBuf) message;
            text = buffer.toString(StandardCharsets.US_ASCII);
            written.setSuccess();
        }
    }
}
