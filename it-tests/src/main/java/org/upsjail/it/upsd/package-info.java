// SPDX-License-Identifier: Apache-2.0

/** A upsd that obeys the test: the protocol as NUT's own server speaks it, and every way to break it. */
@NullMarked
package org.upsjail.it.upsd;

import org.jspecify.annotations.NullMarked;
