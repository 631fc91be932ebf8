// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher;

import org.upsjail.dispatcher.decide.Decider;
import org.upsjail.protocol.config.Configuration;

/** The policies by which everything is done now, and the decider that knows what was stated. Decide thread only. */
final class InForce {

    private Policies policies;
    private Decider decider;

    InForce(Policies policies) {
        this.policies = policies;
        Configuration configuration = policies.configuration();
        decider = new Decider(configuration.upsmon(), configuration.upsjail().fsdGrace());
    }

    Policies policies() {
        return policies;
    }

    Decider decider() {
        return decider;
    }

    /** What is known stays known. Not during a shutdown. */
    void goOver(Policies next) {
        Configuration configuration = next.configuration();
        decider = decider.under(configuration.upsmon(), configuration.upsjail().fsdGrace());
        policies = next;
    }
}
