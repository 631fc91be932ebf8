// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

/** What the lexer does with a word that is a password. */
public enum SecretPolicy {
    /** For the monitor, which logs in with it. */
    KEEP,
    /** For the dispatcher: the characters are passed over and never stored. */
    DROP
}
