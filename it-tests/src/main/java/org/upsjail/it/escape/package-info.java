// SPDX-License-Identifier: Apache-2.0

/** Attacks on the jail from inside, on the real program with a door in it, and the long watch over its system calls. */
@NullMarked
package org.upsjail.it.escape;

import org.jspecify.annotations.NullMarked;
