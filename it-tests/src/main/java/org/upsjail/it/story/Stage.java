// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.story;

import java.io.IOException;
import java.util.Optional;
import org.upsjail.it.nut.RealNut;
import org.upsjail.it.upsd.SimulatedUpsd;

/** The upsd of the story, with one UPS on it. */
interface Stage extends AutoCloseable {

    String UPS = "demo";

    /** Whose upsd this is, for the first line. */
    String description();

    /** What a MONITOR line calls the UPS. */
    String system();

    void setStatus(String status) throws IOException;

    /** What upsd says of the UPS, FSD included. */
    Optional<String> status() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    static Stage simulated() throws IOException {
        SimulatedUpsd upsd = SimulatedUpsd.serving(UPS);
        return new Stage() {
            @Override
            public String description() {
                return "a simulated upsd";
            }

            @Override
            public String system() {
                return upsd.system(UPS);
            }

            @Override
            public void setStatus(String status) {
                upsd.setStatus(UPS, status);
            }

            @Override
            public Optional<String> status() {
                return upsd.fsdSet(UPS) ? Optional.of("FSD") : Optional.of("");
            }

            @Override
            public void close() {
                upsd.close();
            }
        };
    }

    static Stage real() throws IOException, InterruptedException {
        RealNut nut = RealNut.start(UPS);
        return new Stage() {
            @Override
            public String description() {
                return "this host's own upsd and dummy-ups";
            }

            @Override
            public String system() {
                return nut.system(UPS);
            }

            @Override
            public void setStatus(String status) throws IOException {
                nut.setStatus(UPS, status);
            }

            @Override
            public Optional<String> status() throws IOException, InterruptedException {
                return nut.upsc(UPS, "ups.status");
            }

            @Override
            public void close() throws IOException {
                nut.close();
            }
        };
    }
}
