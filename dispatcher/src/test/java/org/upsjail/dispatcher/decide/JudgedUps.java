// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.upsjail.dispatcher.Configurations;
import org.upsjail.protocol.config.UpsmonConf;
import org.upsjail.protocol.fact.Fact;
import org.upsjail.protocol.fact.FactType;

/**
 * One UPS, judged each second of an injected time; its monitor beats each second while there is one. All that happens to it
 * is noted and happens when the verdict is asked for, so that the rules run inside the test of a row and not while the table
 * is made.
 */
final class JudgedUps {

    private final UpsmonConf conf;
    private final List<Consumer<Life>> steps = new ArrayList<>();
    private Duration fsdGrace = Duration.ZERO;

    private static final class Life {

        private final UpsRecord record;
        private final Criticality criticality;
        private Duration now = Duration.ofSeconds(1000);
        private boolean monitored = true;
        private Verdict verdict;

        private Life(UpsmonConf conf, Duration fsdGrace) {
            record = new UpsRecord(conf.monitors().get(0));
            criticality = new Criticality(conf.criticalRules(), fsdGrace);
            verdict = criticality.judge(record, now);
        }

        private void state(FactType... types) {
            monitored = true;
            for (FactType type : types) {
                record.enter(Fact.of(type, record.name()), now);
            }
            verdict = criticality.judge(record, now);
        }

        private void pass(int seconds) {
            for (int i = 0; i < seconds; i++) {
                now = now.plusSeconds(1);
                if (monitored) {
                    record.heard(now);
                }
                verdict = criticality.judge(record, now);
            }
        }

        private void loseMonitor() {
            monitored = false;
            record.monitorLost();
            verdict = criticality.judge(record, now);
        }
    }

    private JudgedUps(String role, String... directives) {
        String monitor = Configurations.monitor(Configurations.UPS, 1, role);
        conf = Configurations.with(Configurations.prepend(monitor, directives));
    }

    static JudgedUps primary(String... directives) {
        return new JudgedUps("primary", directives);
    }

    static JudgedUps secondary(String... directives) {
        return new JudgedUps("secondary", directives);
    }

    /** FSDGRACE; none unless said. */
    JudgedUps fsdGrace(int seconds) {
        fsdGrace = Duration.ofSeconds(seconds);
        return this;
    }

    /** The monitor states these, all at once. */
    JudgedUps states(FactType... types) {
        steps.add(life -> life.state(types));
        return this;
    }

    JudgedUps seconds(int count) {
        steps.add(life -> life.pass(count));
        return this;
    }

    JudgedUps monitorLost() {
        steps.add(Life::loseMonitor);
        return this;
    }

    /** What is thought of it in the end. */
    Verdict verdict() {
        Life life = new Life(conf, fsdGrace);
        steps.forEach(step -> step.accept(life));
        return life.verdict;
    }
}
