// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.process;

/**
 * One run of a command, as the command itself saw it.
 *
 * @param type NOTIFYTYPE, or {@link #SHUTDOWN} for SHUTDOWNCMD
 * @param ups UPSNAME, empty if there was none
 * @param message the last argument, empty if there was none
 * @param arguments how many it got
 * @param uid the account it ran under
 */
public record HandlerCall(String type, String ups, String message, int arguments, int uid) {

    /** The type that stands for a run of SHUTDOWNCMD. */
    public static final String SHUTDOWN = "SHUTDOWNCMD";

    /** Whether NOTIFYTYPE and UPSNAME are these. */
    public boolean is(String notifyType, String upsName) {
        return type.equals(notifyType) && ups.equals(upsName);
    }

    /** Whether NOTIFYTYPE is this. */
    public boolean is(String notifyType) {
        return type.equals(notifyType);
    }

    /** Reads {@code type|ups|message|arguments|uid}; the message may hold any bar of its own. */
    static HandlerCall parse(String line) {
        int afterType = line.indexOf('|');
        int afterUps = line.indexOf('|', afterType + 1);
        int beforeUid = line.lastIndexOf('|');
        int beforeArguments = line.lastIndexOf('|', beforeUid - 1);
        if (afterType < 0 || beforeArguments <= afterUps) {
            throw new IllegalArgumentException("not a line of the handler: " + line);
        }
        return new HandlerCall(
                line.substring(0, afterType),
                line.substring(afterType + 1, afterUps),
                line.substring(afterUps + 1, beforeArguments),
                Integer.parseInt(line.substring(beforeArguments + 1, beforeUid)),
                Integer.parseInt(line.substring(beforeUid + 1)));
    }
}
