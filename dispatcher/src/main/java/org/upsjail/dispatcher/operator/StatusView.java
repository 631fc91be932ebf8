// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.operator;

import java.util.List;
import org.upsjail.dispatcher.command.CommandView;
import org.upsjail.dispatcher.decide.LedgerView;
import org.upsjail.dispatcher.monitor.MonitorView;

/**
 * What {@code -c status} shows: the ledger, the monitor, the commands, and what was told last of each UPS.
 *
 * @param heldBack announcements that came faster than they may be told, since the start
 * @param journal whether it is kept
 * @param told one for each UPS of which something was told
 */
public record StatusView(
        LedgerView ledger,
        MonitorView monitor,
        CommandView commands,
        long heldBack,
        JournalView journal,
        List<ToldView> told) {

    /** As JSON, or as text for people. */
    public String report(boolean json) {
        StatusReport report = new StatusReport(this);
        return json ? report.json() : report.text();
    }

    /**
     * The journal.
     *
     * @param writing whether records can be kept, as far as is known
     * @param lost records that could not be, since the start
     */
    public record JournalView(boolean writing, long lost) {}

    /**
     * The last announcement.
     *
     * @param ups empty for one about this host
     * @param secondsAgo since it was told
     * @param handler how its NOTIFYCMD ended: "not run", "running", "ok", or what went wrong
     */
    public record ToldView(String ups, String type, long secondsAgo, String handler) {}
}
