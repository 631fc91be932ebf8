// SPDX-License-Identifier: Apache-2.0

/** Certificates, and servers that show them. */
@NullMarked
package org.upsjail.it.tls;

import org.jspecify.annotations.NullMarked;
