// SPDX-License-Identifier: Apache-2.0

/**
 * Host names to addresses, inside the jail. The host's files are read before it; afterwards the nameservers are asked
 * on the event loop. Nobody waits for a resolver but the UPS whose name it is.
 */
@NullMarked
package org.upsjail.monitor.names;

import org.jspecify.annotations.NullMarked;
