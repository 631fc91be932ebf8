// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.process;

import java.io.IOException;
import java.util.List;

/** What somebody started and has to end. */
public final class Resources {

    private Resources() {}

    /** Closes them in their order, up to the first that cannot be closed. */
    public static void close(List<AutoCloseable> owned) throws IOException {
        for (AutoCloseable resource : owned) {
            try {
                resource.close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
