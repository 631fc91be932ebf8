// SPDX-License-Identifier: Apache-2.0

/** Status words to facts: pure, no clock, no network. */
@NullMarked
package org.upsjail.monitor.status;

import org.jspecify.annotations.NullMarked;
