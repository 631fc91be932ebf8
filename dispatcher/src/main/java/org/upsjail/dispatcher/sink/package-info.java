// SPDX-License-Identifier: Apache-2.0

/** Where words go: the log and the terminals. */
@NullMarked
package org.upsjail.dispatcher.sink;

import org.jspecify.annotations.NullMarked;
