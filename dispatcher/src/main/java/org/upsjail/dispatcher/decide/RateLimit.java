// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upsjail.dispatcher.decide.Effect.Weight;
import org.upsjail.protocol.config.UpsjailConf.NotifyRates;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/**
 * How many announcements are told. What is over the rate is held back, of each UPS and aspect the last, and told when there
 * is room: nobody is left with an old state. A quarter of the room is kept for what is critical; what is final is never
 * held back. Decides nothing but the telling: every fact has reached the ledger before. Pure; one thread.
 */
public final class RateLimit {

    /** Beside NOTIFYRATEALL: a change of every UPS at once, and its end, pass even with half of it kept for others. */
    static final int MORE_FOR_EACH_UPS = 4;

    /** Of the room for all: as much as 1,000 UPSes need that are low on battery at once. */
    static final double KEPT_FOR_CRITICAL = 0.25;

    private record OneType(Optional<UpsName> ups, NotifyType type) {}

    private final Map<Subject, Announcement> held = new LinkedHashMap<>();
    private final Map<Subject, Announcement> lastTold = new HashMap<>();
    private final Burst burst = new Burst();
    private final Map<OneType, TokenBucket> buckets = new HashMap<>();
    private NotifyRates rates;
    private double inAll;
    private TokenBucket all;
    private long heldBack;

    /** @param upsCount how many UPSes the configuration has */
    public RateLimit(NotifyRates rates, int upsCount, Duration now) {
        this.rates = rates;
        inAll = rates.inAll() + (double) MORE_FOR_EACH_UPS * upsCount;
        all = new TokenBucket(inAll, now);
    }

    /** Other rates from now on. What is held back stays so. */
    public void under(NotifyRates next, int upsCount, Duration now) {
        rates = next;
        inAll = next.inAll() + (double) MORE_FOR_EACH_UPS * upsCount;
        all = new TokenBucket(inAll, now);
        buckets.clear();
    }

    /** What to do about {@code announcement} now: tell it, or hold it back and perhaps say so. */
    public List<Effect> admit(Announcement announcement, Duration now) {
        Subject subject = Subject.of(announcement);
        if (hasRoom(announcement, now)) {
            return List.of(told(subject, announcement, now));
        }
        heldBack++;
        held.remove(subject);
        if (!announcement.equals(lastTold.get(subject))) {
            held.put(subject, announcement);
        }
        Effect holdBack = new Effect.HoldBack(announcement);
        return burst.add(now) ? List.of(holdBack, sayThatItBegins(announcement)) : List.of(holdBack);
    }

    /** What was held back and may be told by now; the end of a burst. To be called several times a second. */
    public List<Effect> tick(Duration now) {
        List<Effect> effects = new ArrayList<>();
        for (Map.Entry<Subject, Announcement> entry : List.copyOf(held.entrySet())) {
            if (hasRoom(entry.getValue(), now)) {
                effects.add(told(entry.getKey(), entry.getValue(), now));
            }
        }
        burst.over(now)
                .ifPresent(count -> effects.add(new Effect.Say(
                        Weight.WARNING,
                        count
                                + " announcements were held back for their number; of each UPS the last was told, or is when"
                                + " there is room")));
        return effects;
    }

    /** How many were held back since the start. */
    public long heldBack() {
        return heldBack;
    }

    /** What waits to be told of {@code ups}. */
    public List<Announcement> heldOf(UpsName ups) {
        return held.values().stream()
                .filter(announcement -> announcement.ups().equals(Optional.of(ups)))
                .toList();
    }

    private Effect told(Subject subject, Announcement announcement, Duration now) {
        if (Importance.of(announcement.type()) != Importance.FINAL) {
            bucketOf(announcement, now).take();
            all.take();
        }
        held.remove(subject);
        lastTold.put(subject, announcement);
        return new Effect.Announce(announcement);
    }

    private boolean hasRoom(Announcement announcement, Duration now) {
        Importance importance = Importance.of(announcement.type());
        if (importance == Importance.FINAL) {
            return true;
        }
        double kept = importance.urgent() ? 0 : inAll * KEPT_FOR_CRITICAL;
        return bucketOf(announcement, now).has(0, now) && all.has(kept, now);
    }

    private TokenBucket bucketOf(Announcement announcement, Duration now) {
        OneType key = new OneType(announcement.ups(), announcement.type());
        return buckets.computeIfAbsent(key, type -> new TokenBucket(rates.ofOneType(), now));
    }

    private Effect sayThatItBegins(Announcement first) {
        return new Effect.Say(
                Weight.WARNING,
                "more announcements than NOTIFYRATE or NOTIFYRATEALL allow: " + first.type()
                        + first.ups().map(ups -> " " + ups).orElse("")
                        + " and what follows is held back until there is room");
    }
}
