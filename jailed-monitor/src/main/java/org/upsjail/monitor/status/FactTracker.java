// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.status;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.upsjail.protocol.fact.Aspect;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/**
 * What has been stated of one UPS, and so what is new in the next observation. Each method gives the facts to state now,
 * in the order to state them: what ended first, then what began in the order of the status words. Whoever acts between
 * two of them sees nothing more alarming than the observation before or after: line power is stated before the end of a
 * calibration, a calibration before a low battery.
 */
public final class FactTracker {

    /** The aspects that a status word alone decides: the word is there or it is not. */
    private static final Map<FactType, FactType> PAIRS = pairs();

    private static final Set<Aspect> ALERTING =
            Set.of(Aspect.POWER, Aspect.BATTERY_CHARGE, Aspect.OUTPUT, Aspect.BYPASS, Aspect.ALARM, Aspect.LOAD);

    private final UpsName ups;
    private final Map<Aspect, Fact> stated = new EnumMap<>(Aspect.class);

    public FactTracker(UpsName ups) {
        this.ups = ups;
    }

    /** upsd answered; a blank status is no answer. */
    public List<Fact> observed(UpsStatus status) {
        if (status.isBlank()) {
            return lost();
        }
        List<Fact> news = new ArrayList<>();
        state(Fact.of(FactType.COMMOK, ups), news);
        stateIfAmong(status, FactType.ONLINE, news);
        PAIRS.forEach((begun, ended) -> {
            if (!status.conditions().contains(begun)) {
                state(Fact.of(ended, ups), news);
            }
        });
        Optional<FactText> unclassified = FactText.carriedOf(status.unclassified());
        if (unclassified.isEmpty()) {
            state(Fact.of(FactType.NOTOTHER, ups), news);
        }
        stateIfAmong(status, FactType.CAL, news);
        for (FactType condition : status.conditions()) {
            Optional<FactText> text = condition == FactType.ALARM ? status.alarm() : Optional.empty();
            state(Fact.of(condition, ups, text), news);
        }
        unclassified.ifPresent(text -> state(Fact.of(FactType.OTHER, ups, Optional.of(text)), news));
        return news;
    }

    /** upsd gave no usable answer. What was stated of the UPS stays stated. */
    public List<Fact> lost() {
        return stated(Fact.of(FactType.COMMBAD, ups));
    }

    /** This host is logged in to the UPS, or could not log in. */
    public List<Fact> loggedIn(boolean accepted) {
        return stated(Fact.of(accepted ? FactType.LOGINOK : FactType.NOLOGIN, ups));
    }

    /** upsd took our FSD. */
    public List<Fact> forcedShutdownSet() {
        return stated(Fact.of(FactType.FSD, ups));
    }

    /** Nobody else is logged in. */
    public List<Fact> alone() {
        return stated(Fact.of(FactType.ALONE, ups));
    }

    /** Nothing counts as stated any more. */
    public void forget() {
        stated.clear();
    }

    /** Whether the UPS is to be asked at POLLFREQALERT. */
    public boolean inTrouble() {
        return stated.values().stream()
                .anyMatch(fact ->
                        ALERTING.contains(fact.type().aspect()) && fact.type().troubling());
    }

    private void stateIfAmong(UpsStatus status, FactType condition, List<Fact> news) {
        if (status.conditions().contains(condition)) {
            state(Fact.of(condition, ups), news);
        }
    }

    private List<Fact> stated(Fact fact) {
        List<Fact> news = new ArrayList<>();
        state(fact, news);
        return news;
    }

    private void state(Fact fact, List<Fact> news) {
        if (!fact.equals(stated.put(fact.type().aspect(), fact))) {
            news.add(fact);
        }
    }

    private static Map<FactType, FactType> pairs() {
        Map<FactType, FactType> pairs = new EnumMap<>(FactType.class);
        pairs.put(FactType.LOWBATT, FactType.NOTLOWBATT);
        pairs.put(FactType.FSD, FactType.NOTFSD);
        pairs.put(FactType.REPLBATT, FactType.NOTREPLBATT);
        pairs.put(FactType.CAL, FactType.NOTCAL);
        pairs.put(FactType.OFF, FactType.NOTOFF);
        pairs.put(FactType.BYPASS, FactType.NOTBYPASS);
        pairs.put(FactType.ECO, FactType.NOTECO);
        pairs.put(FactType.ALARM, FactType.NOTALARM);
        pairs.put(FactType.OVER, FactType.NOTOVER);
        pairs.put(FactType.TRIM, FactType.NOTTRIM);
        pairs.put(FactType.BOOST, FactType.NOTBOOST);
        return pairs;
    }
}
