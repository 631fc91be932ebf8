// SPDX-License-Identifier: Apache-2.0

/** What is said about a UPS: its name, the facts, and the announcements that follow from them. */
@NullMarked
package org.upsjail.protocol.fact;

import org.jspecify.annotations.NullMarked;
