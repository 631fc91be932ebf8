// SPDX-License-Identifier: Apache-2.0

/** The package, installed, upgraded and removed on a Debian host. */
@NullMarked
package org.upsjail.it.pack;

import org.jspecify.annotations.NullMarked;
