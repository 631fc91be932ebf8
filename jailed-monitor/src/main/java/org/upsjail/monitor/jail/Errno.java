// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

/** The error numbers the jail meets, as Linux has them on x86-64. */
final class Errno {

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EROFS = 30;
    static final int ENOSYS = 38;

    private Errno() {}

    /** The name a manual page uses, and the number too, since a reader may meet one which is not listed. */
    static String nameOf(int errno) {
        String name = switch (errno) {
            case 0 -> "success";
            case EPERM -> "EPERM";
            case ENOENT -> "ENOENT";
            case 3 -> "ESRCH";
            case 9 -> "EBADF";
            case EAGAIN -> "EAGAIN";
            case 12 -> "ENOMEM";
            case EACCES -> "EACCES";
            case 14 -> "EFAULT";
            case 16 -> "EBUSY";
            case 17 -> "EEXIST";
            case 20 -> "ENOTDIR";
            case 22 -> "EINVAL";
            case 24 -> "EMFILE";
            case EROFS -> "EROFS";
            case ENOSYS -> "ENOSYS";
            case 40 -> "ELOOP";
            case 95 -> "EOPNOTSUPP";
            default -> "errno";
        };
        return name + " (" + errno + ")";
    }
}
