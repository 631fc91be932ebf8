// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.wire;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.upsjail.protocol.fact.FactType;

/** The closed, frozen table of frame types (PROTOCOL.md section 3). A code is never given a second meaning. */
public enum FrameType {
    HELLO(0x20, Payload.DIGEST, null),
    STATED(0x21, Payload.EMPTY, null),
    HEARTBEAT(0x22, Payload.EMPTY, null),
    BYE(0x23, Payload.EMPTY, null),

    ONLINE(0x40, FactType.ONLINE),
    ONBATT(0x41, FactType.ONBATT),
    LOWBATT(0x42, FactType.LOWBATT),
    NOTLOWBATT(0x43, FactType.NOTLOWBATT),
    FSD(0x44, FactType.FSD),
    NOTFSD(0x45, FactType.NOTFSD),
    REPLBATT(0x46, FactType.REPLBATT),
    NOTREPLBATT(0x47, FactType.NOTREPLBATT),
    COMMOK(0x48, FactType.COMMOK),
    COMMBAD(0x49, FactType.COMMBAD),
    LOGINOK(0x4A, FactType.LOGINOK),
    NOLOGIN(0x4B, FactType.NOLOGIN),
    CAL(0x4C, FactType.CAL),
    NOTCAL(0x4D, FactType.NOTCAL),
    OFF(0x4E, FactType.OFF),
    NOTOFF(0x4F, FactType.NOTOFF),
    BYPASS(0x50, FactType.BYPASS),
    NOTBYPASS(0x51, FactType.NOTBYPASS),
    ECO(0x52, FactType.ECO),
    NOTECO(0x53, FactType.NOTECO),
    ALARM(0x54, FactType.ALARM),
    NOTALARM(0x55, FactType.NOTALARM),
    OVER(0x56, FactType.OVER),
    NOTOVER(0x57, FactType.NOTOVER),
    TRIM(0x58, FactType.TRIM),
    NOTTRIM(0x59, FactType.NOTTRIM),
    BOOST(0x5A, FactType.BOOST),
    NOTBOOST(0x5B, FactType.NOTBOOST),
    OTHER(0x5C, FactType.OTHER),
    NOTOTHER(0x5D, FactType.NOTOTHER),
    ALONE(0x5E, FactType.ALONE);

    private static final @Nullable FrameType[] BY_CODE = new FrameType[256];
    private static final Map<FactType, FrameType> BY_FACT = new EnumMap<>(FactType.class);

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
            type.fact().ifPresent(fact -> BY_FACT.put(fact, type));
        }
    }

    private final int code;
    private final Payload payload;
    private final @Nullable FactType fact;

    FrameType(int code, Payload payload, @Nullable FactType fact) {
        this.code = code;
        this.payload = payload;
        this.fact = fact;
    }

    FrameType(int code, FactType fact) {
        this(code, fact.mayCarryText() ? Payload.NAME_AND_TEXT : Payload.NAME, fact);
    }

    public int code() {
        return code;
    }

    public Payload payload() {
        return payload;
    }

    /** The fact this frame states; empty for control frames. */
    public Optional<FactType> fact() {
        return Optional.ofNullable(fact);
    }

    /** The type that states {@code fact}. */
    public static FrameType stating(FactType fact) {
        FrameType type = BY_FACT.get(fact);
        if (type == null) {
            throw new IllegalStateException("no frame type for " + fact);
        }
        return type;
    }

    /** The type of code {@code 0..255}, or null where the table has none. */
    static @Nullable FrameType ofCode(int code) {
        return BY_CODE[code];
    }
}
