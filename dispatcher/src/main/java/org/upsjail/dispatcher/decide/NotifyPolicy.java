// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.util.Set;
import org.upsjail.protocol.config.NotifyFlag;
import org.upsjail.protocol.config.UpsmonConf.Notifications;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** How an announcement is told: its words by NOTIFYMSG, its ways by NOTIFYFLAG. */
public final class NotifyPolicy {

    private static final String PLACE = "%s";

    private final Notifications settings;

    public NotifyPolicy(Notifications settings) {
        this.settings = settings;
    }

    /** An announcement in words, with the ways it goes. */
    public record Delivery(Announcement announcement, String message, boolean log, boolean wall, boolean execute) {

        /** The same, marked so that nobody takes it for true. */
        public Delivery asTest() {
            return new Delivery(announcement, "TEST: " + message, log, wall, execute);
        }
    }

    public Delivery deliver(Announcement announcement) {
        NotifyType type = announcement.type();
        Set<NotifyFlag> flags = settings.flags().getOrDefault(type, Set.of());
        boolean ignored = flags.contains(NotifyFlag.IGNORE);
        return new Delivery(
                announcement,
                message(announcement),
                !ignored && flags.contains(NotifyFlag.SYSLOG),
                !ignored && flags.contains(NotifyFlag.WALL),
                !ignored
                        && flags.contains(NotifyFlag.EXEC)
                        && !settings.command().isEmpty());
    }

    /** Plain substitution: the first {@code %s} is the UPS, the second its text; nothing else has a meaning. */
    private String message(Announcement announcement) {
        String template = settings.messages()
                .getOrDefault(announcement.type(), announcement.type().stockMessage());
        String ups = announcement.ups().map(UpsName::value).orElse("");
        String text = announcement.text().map(FactText::value).orElse("n/a");
        int first = template.indexOf(PLACE);
        if (first < 0) {
            return template;
        }
        int second = template.indexOf(PLACE, first + PLACE.length());
        String head = template.substring(0, first) + ups;
        if (second < 0) {
            return head + template.substring(first + PLACE.length());
        }
        return head + template.substring(first + PLACE.length(), second) + text + template.substring(second + 2);
    }
}
