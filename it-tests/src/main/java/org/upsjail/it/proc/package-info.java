// SPDX-License-Identifier: Apache-2.0

/** What the kernel says of a process, read from outside. */
@NullMarked
package org.upsjail.it.proc;

import org.jspecify.annotations.NullMarked;
