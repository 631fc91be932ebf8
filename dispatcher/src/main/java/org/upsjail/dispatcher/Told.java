// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.upsjail.dispatcher.decide.Announcement;
import org.upsjail.dispatcher.operator.StatusView.ToldView;
import org.upsjail.protocol.fact.UpsName;

/** What was told last of each UPS and of this host, and how its handler ended. Decide thread only. */
final class Told {

    private record Entry(String type, Duration at, String handler) {}

    /** One entry a UPS, so no more than the configuration has. */
    private final Map<String, Entry> last = new LinkedHashMap<>();

    void told(Announcement announcement, boolean executed, Duration now) {
        last.put(keyOf(announcement), new Entry(announcement.type().name(), now, executed ? "running" : "not run"));
    }

    void handled(Announcement announcement, String result) {
        last.computeIfPresent(
                keyOf(announcement),
                (ups, entry) -> entry.type().equals(announcement.type().name())
                        ? new Entry(entry.type(), entry.at(), result)
                        : entry);
    }

    List<ToldView> view(Duration now) {
        return last.entrySet().stream()
                .map(entry -> new ToldView(
                        entry.getKey(),
                        entry.getValue().type(),
                        now.minus(entry.getValue().at()).toSeconds(),
                        entry.getValue().handler()))
                .toList();
    }

    private static String keyOf(Announcement announcement) {
        return announcement.ups().map(UpsName::value).orElse("");
    }
}
