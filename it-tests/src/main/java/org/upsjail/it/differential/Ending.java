// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.differential;

/** How a life ends. */
enum Ending {
    /** Both programs are stopped. */
    STOP,
    /** Every UPS is on battery and low: both programs shut down. */
    LOW_BATTERY,
    /** upsd has FSD set for every UPS: both programs shut down. */
    FORCED
}
