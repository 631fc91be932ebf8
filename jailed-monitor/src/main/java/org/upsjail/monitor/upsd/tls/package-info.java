// SPDX-License-Identifier: Apache-2.0

/**
 * TLS to upsd: files are read and parsed before the jail, each connection asks for STARTTLS, and a session begins only
 * when what is demanded of the server holds.
 */
@NullMarked
package org.upsjail.monitor.upsd.tls;

import org.jspecify.annotations.NullMarked;
