// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.upsjail.protocol.config.UpsmonConf.Notifications;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;

/**
 * Which edges of the ledger are told, and what is told again. A fact that troubles is told even as the first of its
 * aspect; one that ends a trouble is told only if the trouble was known.
 */
final class Announcements {

    private final Notifications settings;

    Announcements(Notifications settings) {
        this.settings = settings;
    }

    /** What is told of {@code fact}, given what was stated of its aspect before. */
    List<Announcement> ofEdge(UpsRecord ups, Fact fact, Optional<Fact> before, Duration now) {
        if (before.filter(fact::equals).isPresent()) {
            return List.of();
        }
        if (fact.type() == FactType.REPLBATT) {
            return ofBattery(ups, now);
        }
        Optional<NotifyType> type = NotifyType.named(fact.type().name());
        boolean worthTelling = fact.type().troubling()
                || before.filter(old -> old.type() != fact.type()).isPresent();
        if (type.isEmpty() || !worthTelling) {
            return List.of();
        }
        return List.of(new Announcement(type.get(), Optional.of(fact.ups()), fact.text()));
    }

    /**
     * What the passing of time alone makes worth telling.
     *
     * @param readySince since when there is a monitor to be believed
     */
    List<Announcement> ofTick(UpsRecord ups, Optional<Duration> readySince, Duration now) {
        List<Announcement> due = new ArrayList<>();
        if (ups.holds(FactType.REPLBATT) && ups.communicating()) {
            due.addAll(ofBattery(ups, now));
        }
        if (readySince.isPresent() && !ups.communicating()) {
            due.addAll(ofSilence(ups, silenceBegan(ups, readySince.get()), now));
        }
        return due;
    }

    private List<Announcement> ofBattery(UpsRecord ups, Duration now) {
        boolean quiet = ups.batteryAnnounced()
                .filter(last -> now.minus(last).compareTo(settings.replaceBatteryWarnTime()) <= 0)
                .isPresent();
        if (quiet) {
            return List.of();
        }
        ups.announcedBattery(now);
        return List.of(Announcement.ofUps(NotifyType.REPLBATT, ups.name()));
    }

    /** That there was no monitor is not the silence of the UPS. */
    private static Duration silenceBegan(UpsRecord ups, Duration readySince) {
        Duration lastHeard = ups.lastHeard().orElse(Duration.ZERO);
        return ups.confirmed() || lastHeard.compareTo(readySince) > 0 ? lastHeard : readySince;
    }

    private List<Announcement> ofSilence(UpsRecord ups, Duration began, Duration now) {
        Duration warnTime = settings.noCommWarnTime();
        Duration silentFor = now.minus(began);
        boolean quiet = ups.noCommAnnounced()
                .filter(last -> now.minus(last).compareTo(warnTime) <= 0)
                .isPresent();
        if (quiet || silentFor.compareTo(warnTime) < 0) {
            return List.of();
        }
        ups.announcedNoComm(now);
        return List.of(Announcement.ofUps(NotifyType.NOCOMM, ups.name()));
    }
}
