// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.io.IOException;
import org.upsjail.protocol.config.ConfigException;

/** Where a reload gets its policies from. */
interface PolicySource {

    /** Reads and checks anew; changes nothing that is in force. */
    Policies read() throws ConfigException, Refusal, IOException;
}
