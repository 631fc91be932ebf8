// SPDX-License-Identifier: Apache-2.0

/** NUT's own upsd and dummy-ups, as processes a test owns. */
@NullMarked
package org.upsjail.it.nut;

import org.jspecify.annotations.NullMarked;
