// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.util.Optional;
import org.upsjail.protocol.fact.FactText;
import org.upsjail.protocol.fact.NotifyType;
import org.upsjail.protocol.fact.UpsName;

/**
 * Something to be told.
 *
 * @param ups empty where it is about this host
 */
public record Announcement(NotifyType type, Optional<UpsName> ups, Optional<FactText> text) {

    static Announcement ofHost(NotifyType type) {
        return new Announcement(type, Optional.empty(), Optional.empty());
    }

    static Announcement ofUps(NotifyType type, UpsName ups) {
        return new Announcement(type, Optional.of(ups), Optional.empty());
    }
}
