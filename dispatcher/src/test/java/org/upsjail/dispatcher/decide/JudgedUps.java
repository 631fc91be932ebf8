// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;

/** One UPS, judged each second of an injected time; its monitor beats each second while there is one. */
final class JudgedUps {

    private final UpsRecord record;
    private final Criticality criticality;
    private Duration now = Duration.ofSeconds(1000);
    private boolean monitored = true;
    private Verdict verdict;

    private JudgedUps(String role, String... directives) {
        String monitor = Configurations.monitor(Configurations.UPS, 1, role);
        UpsmonConf conf = Configurations.with(Configurations.prepend(monitor, directives));
        record = new UpsRecord(conf.monitors().get(0));
        criticality = new Criticality(conf.criticalRules(), Duration.ZERO);
        verdict = criticality.judge(record, now);
    }

    static JudgedUps primary(String... directives) {
        return new JudgedUps("primary", directives);
    }

    static JudgedUps secondary(String... directives) {
        return new JudgedUps("secondary", directives);
    }

    /** The monitor states these, now. */
    JudgedUps states(FactType... types) {
        monitored = true;
        for (FactType type : types) {
            record.enter(Fact.of(type, record.name()), now);
        }
        verdict = criticality.judge(record, now);
        return this;
    }

    JudgedUps seconds(int count) {
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(1);
            if (monitored) {
                record.heard(now);
            }
            verdict = criticality.judge(record, now);
        }
        return this;
    }

    JudgedUps monitorLost() {
        monitored = false;
        record.monitorLost();
        verdict = criticality.judge(record, now);
        return this;
    }

    Verdict verdict() {
        return verdict;
    }
}
