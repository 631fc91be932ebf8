// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.upsjail.monitor.jail.JailAccount;
import org.upsjail.monitor.jail.JailException;
import org.upsjail.monitor.outbound.FramePipe;
import org.upsjail.protocol.wire.InheritedPipe;

/** The two pipes to the dispatcher as they were inherited. */
final class InheritedPipes {

    private static final int ORDERS_DESCRIPTOR = 0;

    private InheritedPipes() {}

    /** What is older than the dispatcher that will read and write them is thrown away here, where that can still be done. */
    static void require(JailAccount account) throws JailException, IOException {
        InheritedPipe orders = new InheritedPipe(ORDERS_DESCRIPTOR, "orders");
        InheritedPipe frames = new InheritedPipe(FramePipe.DESCRIPTOR, "frames");
        for (InheritedPipe pipe : List.of(orders, frames)) {
            Optional<String> objection = pipe.objection(owner -> owner != account.uid());
            if (objection.isPresent()) {
                throw new JailException(objection.get());
            }
        }
        if (!orders.readOnly()) {
            throw new JailException("descriptor 0, for the orders, may be written, too; start bin/upsjail-monitor");
        }
        while (System.in.available() > 0) {
            System.in.readNBytes(1);
        }
    }
}
