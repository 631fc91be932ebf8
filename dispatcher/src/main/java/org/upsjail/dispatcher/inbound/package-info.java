// SPDX-License-Identifier: Apache-2.0

/** What comes out of the jail: bytes to frames to facts, each refused at the first thing an honest monitor does not do. */
@NullMarked
package org.upsjail.dispatcher.inbound;

import org.jspecify.annotations.NullMarked;
