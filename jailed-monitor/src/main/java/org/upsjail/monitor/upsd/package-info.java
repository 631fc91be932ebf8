// SPDX-License-Identifier: Apache-2.0

/** The conversation with upsd (RFC 9271): one connection for each MONITOR line, none waits for another. */
@NullMarked
package org.upsjail.monitor.upsd;

import org.jspecify.annotations.NullMarked;
