// SPDX-License-Identifier: Apache-2.0

/** Programs under test: their output, their end, and the commands they run. */
@NullMarked
package org.upsjail.it.process;

import org.jspecify.annotations.NullMarked;
