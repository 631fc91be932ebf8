// SPDX-License-Identifier: Apache-2.0

/** A Debian host in a directory, without a boot: for what a package does when it is installed and removed. */
@NullMarked
package org.upsjail.it.root;

import org.jspecify.annotations.NullMarked;
