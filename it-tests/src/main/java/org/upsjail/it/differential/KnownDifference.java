// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import java.util.Optional;
import java.util.stream.Stream;

/** Every difference to upsmon 2.8.0 that is meant, and why. What is not here is a bug. */
enum KnownDifference {
    /** upsmon measures the silence of a UPS it never heard from the year 1970; we from our start. */
    NOCOMM_BEFORE_FIRST_CONTACT(Rival.UPSMON, "NOCOMM") {
        @Override
        boolean applies(History history) {
            return !history.everCommunicated();
        }
    },
    /** The first OL after the start is no news; upsmon forgets that when it drops a connection before it. */
    FIRST_ONLINE_AFTER_A_DROP(Rival.UPSMON, "ONLINE") {
        @Override
        boolean applies(History history) {
            return history.everDisconnected() && history.said("OL") == 1 && history.said("OB") == 0;
        }
    },
    /**
     * 2.8.0 never takes back that a UPS calibrates: it tells of the first calibration only, and after it would not shut
     * down for that UPS any more. Later releases do as we do.
     */
    CALIBRATION_TOLD_ONCE(Rival.UPSJAIL, "CAL") {
        @Override
        boolean applies(History history) {
            return history.began("CAL") > 1;
        }
    },
    /** 2.8.0 tells of an FSD that it reads but not of one that it sets. Later releases do as we do. */
    OWN_FSD_NOT_TOLD(Rival.UPSJAIL, "FSD") {
        @Override
        boolean applies(History history) {
            return history.goingDown();
        }
    };

    private final String toldBy;
    private final String type;

    KnownDifference(String toldBy, String type) {
        this.toldBy = toldBy;
        this.type = type;
    }

    /** Whether it is to be expected of a UPS with this history. */
    abstract boolean applies(History history);

    /** The difference that explains why only {@code rival} told this. */
    static Optional<KnownDifference> explaining(String rival, Told surplus, History history) {
        return Stream.of(values())
                .filter(known -> known.toldBy.equals(rival) && known.type.equals(surplus.type()))
                .filter(known -> known.applies(history))
                .findFirst();
    }
}
