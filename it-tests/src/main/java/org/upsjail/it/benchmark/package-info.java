// SPDX-License-Identifier: Apache-2.0

/** How fast the two programs are and how far they go, beside each other. Commands, not tests. */
@NullMarked
package org.upsjail.it.benchmark;

import org.jspecify.annotations.NullMarked;
