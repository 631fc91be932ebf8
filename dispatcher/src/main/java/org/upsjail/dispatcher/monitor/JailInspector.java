// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.monitor;

import java.util.List;

/** Looks at a monitor from outside, where it cannot lie. */
public interface JailInspector {

    /** What is missing of the jail, each a short sentence; empty when nothing is. */
    List<String> flawsOf(long pid);

    /** Whether the jail it looks for is the reduced one, without chroot. */
    default boolean reduced() {
        return false;
    }
}
