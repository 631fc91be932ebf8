// SPDX-License-Identifier: Apache-2.0

/** Waiting for what another thread or process does, with a limit and a clear failure. */
@NullMarked
package org.upsjail.it.await;

import org.jspecify.annotations.NullMarked;
