// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.upsjail.protocol.config.MonitorLine;
import org.upsjail.protocol.fact.Aspect;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/** What the ledger holds of one UPS: the last stated facts, since when, and what has been said of them. */
final class UpsRecord {

    /** A fact and when it was first stated without a break. */
    record Entry(Fact fact, Duration since) {}

    private final UpsName name;
    private final int powerValue;
    private final boolean primary;
    private final Map<Aspect, Entry> entries = new EnumMap<>(Aspect.class);

    private @Nullable Duration lastHeard;
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
        Aspect aspect = fact.type().aspect();
        Entry before = entries.get(aspect);
        Duration since = before != null && before.fact().type() == fact.type() ? before.since() : now;
        entries.put(aspect, new Entry(fact, since));
        if (aspect == Aspect.FORCED_SHUTDOWN) {
            enterForcedShutdown(fact.type(), before == null, now);
        }
        if (aspect == Aspect.COMMUNICATION) {
            confirmed = true;
            heard(now);
        }
        return Optional.ofNullable(before).map(Entry::fact);
    }

    boolean knows(Fact fact) {
        Entry entry = entries.get(fact.type().aspect());
        return entry != null && entry.fact().equals(fact);
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

    void restore(KnownFact known, Duration now) {
        entries.put(known.fact().type().aspect(), new Entry(known.fact(), known.since()));
        if (known.fact().type() == FactType.FSD) {
            latchedFsdSince = known.latchedSince().orElse(null);
        }
        if (known.fact().type() == FactType.COMMOK) {
            lastHeard = now;
        }
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
        return List.copyOf(entries.values());
    }

    boolean holds(FactType type) {
        Entry entry = entries.get(type.aspect());
        return entry != null && entry.fact().type() == type;
    }

    /** How long {@code type} has held; empty when it does not. */
    Optional<Duration> heldFor(FactType type, Duration now) {
        Entry entry = entries.get(type.aspect());
        boolean holds = entry != null && entry.fact().type() == type;
        return holds && entry != null ? Optional.of(now.minus(entry.since())) : Optional.empty();
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
