// SPDX-License-Identifier: Apache-2.0

/** The one room that touches the host: processes, accounts, signals, /proc. */
@NullMarked
package org.upsjail.dispatcher.host;

import org.jspecify.annotations.NullMarked;
