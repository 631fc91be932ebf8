// SPDX-License-Identifier: Apache-2.0

/** What happened, written down line by line, and what the next process takes up from it. */
@NullMarked
package org.upsjail.dispatcher.journal;

import org.jspecify.annotations.NullMarked;
