// SPDX-License-Identifier: Apache-2.0

/** A nameserver on loopback whose entries and silences a test makes. */
@NullMarked
package org.upsjail.it.dns;

import org.jspecify.annotations.NullMarked;
