// SPDX-License-Identifier: Apache-2.0

/** What the two programs cost a host, memory and the time of a start, beside Debian's upsmon. A command, not a test. */
@NullMarked
package org.upsjail.it.footprint;

import org.jspecify.annotations.NullMarked;
