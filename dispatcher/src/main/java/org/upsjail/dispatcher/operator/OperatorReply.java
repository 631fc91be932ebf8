// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

/**
 * How a request ended.
 *
 * @param text what the operator reads; may have several lines
 */
public record OperatorReply(boolean done, String text) {

    public static OperatorReply done(String text) {
        return new OperatorReply(true, text);
    }

    public static OperatorReply refused(String text) {
        return new OperatorReply(false, text);
    }
}
