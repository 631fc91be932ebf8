// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.fact;

/**
 * The closed set of facts a monitor may state. Each belongs to an {@link Aspect}; of a pair one fact asserts the
 * condition the aspect is named for and the other denies it. Stating a fact twice changes nothing.
 */
public enum FactType {
    ONLINE(Aspect.POWER, false),
    ONBATT(Aspect.POWER, true),
    LOWBATT(Aspect.BATTERY_CHARGE, true),
    NOTLOWBATT(Aspect.BATTERY_CHARGE, false),
    FSD(Aspect.FORCED_SHUTDOWN, true),
    NOTFSD(Aspect.FORCED_SHUTDOWN, false),
    REPLBATT(Aspect.BATTERY_HEALTH, true),
    NOTREPLBATT(Aspect.BATTERY_HEALTH, false),
    COMMOK(Aspect.COMMUNICATION, false),
    COMMBAD(Aspect.COMMUNICATION, true),
    LOGINOK(Aspect.LOGIN, false),
    NOLOGIN(Aspect.LOGIN, true),
    CAL(Aspect.CALIBRATION, true),
    NOTCAL(Aspect.CALIBRATION, false),
    OFF(Aspect.OUTPUT, true),
    NOTOFF(Aspect.OUTPUT, false),
    BYPASS(Aspect.BYPASS, true),
    NOTBYPASS(Aspect.BYPASS, false),
    ECO(Aspect.ECO, true),
    NOTECO(Aspect.ECO, false),
    ALARM(Aspect.ALARM, true),
    NOTALARM(Aspect.ALARM, false),
    OVER(Aspect.LOAD, true),
    NOTOVER(Aspect.LOAD, false),
    TRIM(Aspect.TRIM, true),
    NOTTRIM(Aspect.TRIM, false),
    BOOST(Aspect.BOOST, true),
    NOTBOOST(Aspect.BOOST, false),
    OTHER(Aspect.OTHER, true),
    NOTOTHER(Aspect.OTHER, false),
    /** No client but this monitor is logged in to the UPS. */
    ALONE(Aspect.SECONDARIES, false);

    private final Aspect aspect;
    private final boolean troubling;

    FactType(Aspect aspect, boolean troubling) {
        this.aspect = aspect;
        this.troubling = troubling;
    }

    public Aspect aspect() {
        return aspect;
    }

    /** Whether this is the fact of its pair that an operator wants to hear of even when it was so from the start. */
    public boolean troubling() {
        return troubling;
    }

    /** Only ALARM and OTHER say more than their name. */
    public boolean mayCarryText() {
        return this == ALARM || this == OTHER;
    }
}
