// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

/**
 * What should not have happened, or should have.
 *
 * @param at about when, in milliseconds of the life
 * @param what a sentence
 */
record Violation(long at, String what) {}
