// SPDX-License-Identifier: Apache-2.0

/** What follows from the facts: ledger + fact or tick + time to effects. Pure: no clock, no thread, no file. */
@NullMarked
package org.upsjail.dispatcher.decide;

import org.jspecify.annotations.NullMarked;
