// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.root;

/**
 * How lines of sh ended.
 *
 * @param status the exit status
 * @param text what was said on both streams
 */
public record Said(int status, String text) {}
