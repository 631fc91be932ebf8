// SPDX-License-Identifier: Apache-2.0

/** The jailed monitor: {@link org.upsjail.monitor.MonitorMain} is its boot order, read it first. */
@NullMarked
package org.upsjail.monitor;

import org.jspecify.annotations.NullMarked;
