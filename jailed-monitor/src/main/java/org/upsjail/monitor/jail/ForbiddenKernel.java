// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/** Memory that is executable, large and rarely used parts of the kernel, and the host. */
final class ForbiddenKernel {

    private static final long PROT_READ_WRITE_EXEC = 7;
    private static final long PROT_READ_EXEC = 5;
    private static final long MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final long MAP_SHARED = 1;
    private static final long UNALIGNED = 1;
    private static final long PAGE = 4096;

    private ForbiddenKernel() {}

    static void addTo(ForbiddenActs acts) {
        memory(acts);
        kernel(acts);
        host(acts);
    }

    private static void memory(ForbiddenActs acts) {
        acts.addAs("executable memory", "mmap", 0, 0, PROT_READ_WRITE_EXEC, MAP_PRIVATE_ANONYMOUS, -1);
        acts.addAs("an executable file in memory", "mmap", 0, 0, PROT_READ_EXEC, MAP_SHARED, -1);
        acts.addAs("memory made executable", "mprotect", UNALIGNED, PAGE, PROT_READ_EXEC);
        acts.add("pkey_mprotect", UNALIGNED, PAGE, PROT_READ_EXEC);
        acts.add("remap_file_pages", UNALIGNED);
        acts.add("modify_ldt", -1);
    }

    private static void kernel(ForbiddenActs acts) {
        acts.add("bpf", -1);
        acts.add("io_uring_setup");
        acts.add("io_uring_enter", -1);
        acts.add("io_uring_register", -1);
        acts.add("io_setup");
        acts.add("userfaultfd", -1);
        acts.add("perf_event_open");
        acts.add("keyctl", -1);
        acts.add("add_key");
        acts.add("request_key");
    }

    private static void host(ForbiddenActs acts) {
        acts.add("init_module");
        acts.add("finit_module", -1);
        acts.add("delete_module");
        acts.add("kexec_load", -1);
        acts.add("swapon");
        acts.add("reboot");
        acts.add("sethostname", 0, -1);
        acts.add("clock_settime", -1);
        acts.add("syslog", -1);
    }
}
