// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/** Ids, capabilities, namespaces, limits, and the filter itself. */
final class ForbiddenPrivileges {

    private static final long UNKNOWN_FLAG = 1;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_SECCOMP = 22;
    private static final int PR_CAP_AMBIENT = 47;
    private static final int SUID_DUMPABLE = 2;

    private ForbiddenPrivileges() {}

    static void addTo(ForbiddenActs acts) {
        acts.addAs("setresuid to root", "setresuid", 0, 0, 0);
        acts.addAs("setresuid to itself", "setresuid", -1, -1, -1);
        acts.addAs("setresgid to itself", "setresgid", -1, -1, -1);
        acts.add("setuid", -1);
        acts.add("setgid", -1);
        acts.add("setgroups", -1);
        acts.add("setfsuid", -1);
        acts.add("capset");
        acts.addAs("prctl PR_CAP_AMBIENT", "prctl", PR_CAP_AMBIENT, -1);
        acts.addAs("prctl PR_SET_DUMPABLE", "prctl", PR_SET_DUMPABLE, SUID_DUMPABLE);
        acts.addAs("prctl PR_SET_SECCOMP", "prctl", PR_SET_SECCOMP, -1);
        acts.add("seccomp", -1);
        acts.add("unshare", UNKNOWN_FLAG);
        acts.add("setns", -1);
        acts.add("setrlimit", -1);
        acts.add("prlimit64", 0, -1);
    }
}
