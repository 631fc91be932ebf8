// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.upsd;

import io.netty.channel.ChannelPipeline;
import java.util.function.Consumer;

/** What happens on a connection before the session may begin. */
@FunctionalInterface
public interface ConnectionSetup {

    /** Nothing: the session begins in plain text. */
    ConnectionSetup PLAIN = (pipeline, failed) -> {};

    /**
     * Adds what is to stand before the session in {@code pipeline}. It holds {@code channelActive} back until the
     * session may begin. When that never comes it closes the channel, keeps its end from the session, which has not
     * begun, and says why to {@code failed}, once. On the event loop.
     */
    void prepare(ChannelPipeline pipeline, Consumer<String> failed);
}
