// SPDX-License-Identifier: Apache-2.0

/** One power failure, told as it happens: what deploy/try shows. */
@NullMarked
package org.upsjail.it.story;

import org.jspecify.annotations.NullMarked;
