// SPDX-License-Identifier: Apache-2.0

/** Notify commands: planned by contract, in order for each UPS, bounded in number and time. */
@NullMarked
package org.upsjail.dispatcher.command;

import org.jspecify.annotations.NullMarked;
