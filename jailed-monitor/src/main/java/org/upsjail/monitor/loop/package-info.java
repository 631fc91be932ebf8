// SPDX-License-Identifier: Apache-2.0

/** The one thread on which the monitor does everything with the network. */
@NullMarked
package org.upsjail.monitor.loop;

import org.jspecify.annotations.NullMarked;
