// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.await;

import java.io.Serial;

/** What was waited for did not come in time; the message says what came instead. */
public final class NotSeenException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** @param message what was waited for, how long, and what was seen */
    public NotSeenException(String message) {
        super(message);
    }
}
