// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.upsjail.protocol.fact.FactType;
import org.upsjail.protocol.fact.UpsName;

/**
 * What an announcement is about. Of one subject the last announcement says how it stands: ONBATT and ONLINE are of one.
 *
 * @param ups empty for this host
 * @param about the name of an aspect, or of a type that is no fact
 */
public record Subject(Optional<UpsName> ups, String about) {

    private static final Map<String, String> ASPECTS = Arrays.stream(FactType.values())
            .collect(Collectors.toUnmodifiableMap(FactType::name, fact -> "aspect " + fact.aspect()));

    public static Subject of(Announcement announcement) {
        String type = announcement.type().name();
        return new Subject(announcement.ups(), ASPECTS.getOrDefault(type, type));
    }
}
