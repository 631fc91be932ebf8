// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.util.concurrent.CompletableFuture;

/** Where authorised requests are dealt with. */
public interface OperatorDesk {

    /** Called on a thread of the socket's; answers on whatever thread it likes. */
    CompletableFuture<OperatorReply> handle(OperatorRequest request);
}
