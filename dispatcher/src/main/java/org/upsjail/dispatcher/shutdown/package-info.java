// SPDX-License-Identifier: Apache-2.0

/** The last acts: POWERDOWNFLAG and SHUTDOWNCMD. */
@NullMarked
package org.upsjail.dispatcher.shutdown;

import org.jspecify.annotations.NullMarked;
