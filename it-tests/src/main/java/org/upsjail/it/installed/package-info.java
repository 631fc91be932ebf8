// SPDX-License-Identifier: Apache-2.0

/** The programs as a host gets them, started on a configuration of the test's own. */
@NullMarked
package org.upsjail.it.installed;

import org.jspecify.annotations.NullMarked;
