// SPDX-License-Identifier: Apache-2.0

/** Fixtures for tests and demonstrations with real processes. */
@NullMarked
package org.upsjail.it;

import org.jspecify.annotations.NullMarked;
