// SPDX-License-Identifier: Apache-2.0

/** What leaves the jail: frames on fd 3 and log lines on fd 2, each by its own thread and bounded queue. */
@NullMarked
package org.upsjail.monitor.outbound;

import org.jspecify.annotations.NullMarked;
