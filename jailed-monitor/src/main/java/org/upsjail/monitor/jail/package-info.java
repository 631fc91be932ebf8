// SPDX-License-Identifier: Apache-2.0

/**
 * The jail room: how this process gives up files, programs, privileges and dangerous system calls, and how it proves
 * that they are gone. The only package that makes native calls.
 */
@NullMarked
package org.upsjail.monitor.jail;

import org.jspecify.annotations.NullMarked;
