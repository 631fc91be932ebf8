// SPDX-License-Identifier: Apache-2.0

/** A Debian of its own, booted as a container, so that units are tried by a real systemd. */
@NullMarked
package org.upsjail.it.boot;

import org.jspecify.annotations.NullMarked;
