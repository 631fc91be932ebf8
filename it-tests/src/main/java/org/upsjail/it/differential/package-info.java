// SPDX-License-Identifier: Apache-2.0

/**
 * The same life of several UPSes given to Debian's upsmon and to upsjail at the same time, on the same server: what they
 * announce must be the same, or the difference must have a name.
 */
@NullMarked
package org.upsjail.it.differential;

import org.jspecify.annotations.NullMarked;
