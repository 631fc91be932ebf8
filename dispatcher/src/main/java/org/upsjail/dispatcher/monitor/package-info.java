// SPDX-License-Identifier: Apache-2.0

/** The jailed process: started, checked from outside, replaced. */
@NullMarked
package org.upsjail.dispatcher.monitor;

import org.jspecify.annotations.NullMarked;
