// SPDX-License-Identifier: Apache-2.0

/** The command line. */
@NullMarked
package org.upsjail.dispatcher.operator;

import org.jspecify.annotations.NullMarked;
