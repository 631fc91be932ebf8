// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.Optional;
import org.upsjail.protocol.fact.Fact;

/**
 * A fact of the ledger, for one who writes the ledger down or builds it up again.
 *
 * @param since when it was first stated without a break
 * @param latchedSince of an FSD that was there before we were: since when it is let be
 */
public record KnownFact(Fact fact, Duration since, Optional<Duration> latchedSince) {}
