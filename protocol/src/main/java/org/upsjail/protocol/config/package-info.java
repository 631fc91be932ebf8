// SPDX-License-Identifier: Apache-2.0

/**
 * The grammar and directives of upsmon.conf(5), and those of our own in upsjail.conf beside it. Both processes read the
 * files for themselves and compare what they read by its digest.
 */
@NullMarked
package org.upsjail.protocol.config;

import org.jspecify.annotations.NullMarked;
