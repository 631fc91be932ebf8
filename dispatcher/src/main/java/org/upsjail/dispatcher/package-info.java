// SPDX-License-Identifier: Apache-2.0

/** The dispatcher: believes a known name and a known type, decides, and acts. */
@NullMarked
package org.upsjail.dispatcher;

import org.jspecify.annotations.NullMarked;
