// SPDX-License-Identifier: Apache-2.0

/** Frames from the jailed monitor to the dispatcher, as PROTOCOL.md lays down. */
@NullMarked
package org.upsjail.protocol.wire;

import org.jspecify.annotations.NullMarked;
