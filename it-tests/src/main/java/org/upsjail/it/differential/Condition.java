// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

import org.upsjail.it.upsd.SimulatedUpsd;

/**
 * What upsd says of one UPS.
 *
 * @param service whether upsd has data
 * @param status {@code ups.status}, said only when it has
 */
public record Condition(Service service, String status) {

    /** Whether upsd has data, and if not, why. */
    public enum Service {
        SERVED,
        STALE,
        GONE
    }

    public static Condition served(String status) {
        return new Condition(Service.SERVED, status);
    }

    public static Condition stale() {
        return new Condition(Service.STALE, "");
    }

    public static Condition gone() {
        return new Condition(Service.GONE, "");
    }

    /** Whether a client counts it as communication. */
    public boolean communicates() {
        return service == Service.SERVED && !status.isEmpty();
    }

    /** Whether {@code ups.status} is served and has this word. */
    public boolean says(String word) {
        return service == Service.SERVED && (" " + status + " ").contains(" " + word + " ");
    }

    /** Makes {@code upsd} say it of {@code ups}. */
    public void applyTo(SimulatedUpsd upsd, String ups) {
        switch (service) {
            case SERVED -> {
                upsd.setStatus(ups, status);
                upsd.driverBack(ups);
            }
            case STALE -> upsd.stale(ups);
            case GONE -> upsd.driverGone(ups);
        }
    }

    @Override
    public String toString() {
        return service == Service.SERVED ? "'" + status + "'" : service.toString();
    }
}
