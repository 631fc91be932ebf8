// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.fact.Aspect;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/** What the ledger holds of one UPS: the last stated facts, since when, and what has been said of them. */
final class UpsRecord {

    /** A fact and when it was first stated without a break. */
    record Entry(Fact fact, Duration since) {}

    /** A wireless network is up again by then; the monitor's own reconnect is a matter of a second. */
    static final Duration WAKING_LIMIT = Duration.ofSeconds(15);

    /** What a new connection brings before the first reading. */
    private static final Set<Aspect> TOLD_BEFORE_READING =
            EnumSet.of(Aspect.COMMUNICATION, Aspect.LOGIN, Aspect.SECONDARIES);

    private final UpsName name;
    private final int powerValue;
    private final boolean primary;
    private final Map<Aspect, Entry> entries = new EnumMap<>(Aspect.class);

    /** Of these only what was so before the host slept is known: it is remembered as told and counts for nothing. */
    private final Set<Aspect> obsolete = EnumSet.noneOf(Aspect.class);

    private @Nullable Duration lastHeard;

    /** Since when the host is awake; null once the UPS has been read again, or if it never slept. */
    private @Nullable Duration wokeAt;

    private boolean confirmed;
    private @Nullable Duration batteryAnnounced;
    private @Nullable Duration noCommAnnounced;
    private @Nullable Duration lowOnBatterySince;
    private @Nullable Duration latchedFsdSince;
    private Duration lastNotCritical = Duration.ZERO;

    UpsRecord(MonitorLine monitor) {
        this.name = monitor.ups();
        this.powerValue = monitor.powerValue();
        this.primary = monitor.isPrimary();
    }

    /** The same UPS under a new configuration: what is known of it stays known. */
    UpsRecord under(MonitorLine monitor) {
        UpsRecord next = new UpsRecord(monitor);
        next.entries.putAll(entries);
        next.obsolete.addAll(obsolete);
        next.wokeAt = wokeAt;
        next.lastHeard = lastHeard;
        next.confirmed = confirmed;
        next.batteryAnnounced = batteryAnnounced;
        next.noCommAnnounced = noCommAnnounced;
        next.lowOnBatterySince = lowOnBatterySince;
        next.latchedFsdSince = latchedFsdSince;
        next.lastNotCritical = lastNotCritical;
        return next;
    }

    UpsName name() {
        return name;
    }

    int powerValue() {
        return powerValue;
    }

    boolean primary() {
        return primary;
    }

    /** Enters the fact and gives what was stated of that aspect before. */
    Optional<Fact> enter(Fact fact, Duration now) {
        heard(now);
        if (waitsForNetwork(fact, now)) {
            confirmed = true;
            return Optional.of(fact);
        }
        Aspect aspect = fact.type().aspect();
        Entry before = entries.get(aspect);
        Duration since = holds(fact.type()) && before != null ? before.since() : now;
        entries.put(aspect, new Entry(fact, since));
        noteAsRead(fact.type());
        if (aspect == Aspect.FORCED_SHUTDOWN) {
            enterForcedShutdown(fact.type(), before == null, now);
        }
        if (aspect == Aspect.COMMUNICATION) {
            confirmed = true;
            heard(now);
        }
        return Optional.ofNullable(before).map(Entry::fact);
    }

    /** Whether {@code fact}, stated now, would leave the entries as they are. */
    boolean knows(Fact fact, Duration now) {
        Entry entry = entries.get(fact.type().aspect());
        return waitsForNetwork(fact, now) || (entry != null && entry.fact().equals(fact));
    }

    private boolean waitsForNetwork(Fact fact, Duration now) {
        return wokeAt != null
                && fact.type() == FactType.COMMBAD
                && now.minus(wokeAt).compareTo(WAKING_LIMIT) < 0;
    }

    /** Who logged in may have gone by the time this is read. */
    List<KnownFact> known() {
        return entries.values().stream()
                .filter(entry -> entry.fact().type().aspect() != Aspect.SECONDARIES)
                .map(entry -> new KnownFact(
                        entry.fact(),
                        entry.since(),
                        entry.fact().type() == FactType.FSD ? latchedFsdSince() : Optional.empty()))
                .toList();
    }

    /** What is told again after a time, and when it was told last. */
    List<ToldAt> lastTold() {
        List<ToldAt> told = new ArrayList<>();
        batteryAnnounced().ifPresent(at -> told.add(new ToldAt(Announcement.ofUps(NotifyType.REPLBATT, name), at)));
        noCommAnnounced().ifPresent(at -> told.add(new ToldAt(Announcement.ofUps(NotifyType.NOCOMM, name), at)));
        return told;
    }

    void restore(KnownFact known, Duration now) {
        entries.put(known.fact().type().aspect(), new Entry(known.fact(), known.since()));
        if (known.fact().type() == FactType.FSD) {
            latchedFsdSince = known.latchedSince().orElse(null);
        }
        if (known.fact().type() != FactType.COMMBAD) {
            // Somebody has heard of it: that it was lost since, or is silent from now on, may mean that it is dead.
            lastHeard = now;
        }
    }

    /** What was under way when the host fell asleep may still arrive; what was read since comes after COMMOK. */
    private void noteAsRead(FactType type) {
        if (type == FactType.COMMOK) {
            wokeAt = null;
        }
        if (wokeAt == null || TOLD_BEFORE_READING.contains(type.aspect())) {
            obsolete.remove(type.aspect());
        }
    }

    /**
     * The host slept and is awake: nothing that was read before counts any more, and lost communication is no news until
     * the network has had time to come up.
     */
    void hostWoke(Duration now) {
        obsolete.addAll(entries.keySet());
        confirmed = false;
        wokeAt = now;
        lowOnBatterySince = null;
    }

    /** Whether it is time to believe that the UPS cannot be read since the host woke. */
    boolean lostSinceWaking(Duration now) {
        return wokeAt != null
                && confirmed
                && !holds(FactType.COMMBAD)
                && now.minus(wokeAt).compareTo(WAKING_LIMIT) >= 0;
    }

    /** upsd keeps FSD until it is restarted; one that was there first may be of a shutdown long past. */
    private void enterForcedShutdown(FactType type, boolean first, Duration now) {
        if (type == FactType.NOTFSD) {
            latchedFsdSince = null;
        } else if (first) {
            latchedFsdSince = now;
        }
    }

    /** When an FSD was found that was there before we were; empty for one that was set under our eyes. */
    Optional<Duration> latchedFsdSince() {
        return Optional.ofNullable(latchedFsdSince);
    }

    Collection<Entry> entries() {
        return entries.values().stream()
                .filter(entry -> !obsolete.contains(entry.fact().type().aspect()))
                .toList();
    }

    boolean holds(FactType type) {
        Entry entry = entries.get(type.aspect());
        return entry != null && entry.fact().type() == type && !obsolete.contains(type.aspect());
    }

    /** How long {@code type} has held; empty when it does not. */
    Optional<Duration> heldFor(FactType type, Duration now) {
        Entry entry = entries.get(type.aspect());
        return holds(type) && entry != null ? Optional.of(now.minus(entry.since())) : Optional.empty();
    }

    /** Whether a monitor we believe says that upsd answers for this UPS. */
    boolean communicating() {
        return confirmed && holds(FactType.COMMOK);
    }

    /** When the UPS was last known to communicate; empty when it never did. */
    Optional<Duration> lastHeard() {
        return Optional.ofNullable(lastHeard);
    }

    void heard(Duration now) {
        if (communicating()) {
            lastHeard = now;
        }
    }

    /** The monitor is gone or no longer believed: nothing is known until another one states it. */
    void monitorLost() {
        confirmed = false;
        entries.remove(Aspect.SECONDARIES);
    }

    /** Whether the present monitor has said how communication stands. */
    boolean confirmed() {
        return confirmed;
    }

    Optional<Duration> batteryAnnounced() {
        return Optional.ofNullable(batteryAnnounced);
    }

    void announcedBattery(Duration now) {
        batteryAnnounced = now;
    }

    Optional<Duration> noCommAnnounced() {
        return Optional.ofNullable(noCommAnnounced);
    }

    void announcedNoComm(Duration now) {
        noCommAnnounced = now;
    }

    /** How long the UPS has been on battery and low without a break; starts counting when first asked. */
    Duration lowOnBatteryFor(Duration now) {
        if (lowOnBatterySince == null) {
            lowOnBatterySince = now;
        }
        return now.minus(lowOnBatterySince);
    }

    void notLowOnBattery() {
        lowOnBatterySince = null;
    }

    void notCritical(Duration now) {
        lastNotCritical = now;
    }

    Duration lastNotCritical() {
        return lastNotCritical;
    }
}
