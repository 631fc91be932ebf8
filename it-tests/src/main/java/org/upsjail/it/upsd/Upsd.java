// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import java.io.IOException;

/** A upsd to be watched, NUT's own or a simulated one. Closing ends it. */
public interface Upsd extends AutoCloseable {

    /** The UPS as a MONITOR line names it. */
    String system(String ups);

    /** What the driver reports as {@code ups.status}, {@code "OB LB"} for one. */
    void setStatus(String ups, String status) throws IOException;

    @Override
    void close() throws IOException;
}
