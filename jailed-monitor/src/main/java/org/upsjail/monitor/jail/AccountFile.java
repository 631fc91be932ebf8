// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.jail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The monitor's account, looked up in passwd(5): a static account is in the file, and the file asks no server. */
public final class AccountFile {

    private static final int UID_FIELD = 2;
    private static final int GID_FIELD = 3;
    private static final int FIELDS = 7;

    private final Path passwd;

    public AccountFile(Path passwd) {
        this.passwd = passwd;
    }

    /** @param jailUser JAILUSER: an account's name, or {@code uid:gid} */
    public JailAccount resolve(String jailUser) throws JailException {
        String what = "JAILUSER " + jailUser;
        String remedy = "name an account of its own for the monitor (useradd --system upsjail)";
        try {
            return jailUser.indexOf(':') >= 0 ? ofNumbers(jailUser.split(":", 2)) : named(jailUser);
        } catch (IOException e) {
            throw new JailException(
                    what, passwd + " cannot be read, " + e.getClass().getSimpleName(), remedy);
        } catch (IllegalArgumentException e) {
            throw new JailException(what, String.valueOf(e.getMessage()), remedy);
        }
    }

    private JailAccount named(String name) throws IOException {
        for (String line : Files.readAllLines(passwd, StandardCharsets.ISO_8859_1)) {
            String[] fields = line.split(":", -1);
            if (fields.length == FIELDS && fields[0].equals(name)) {
                return ofNumbers(fields[UID_FIELD], fields[GID_FIELD]);
            }
        }
        throw new IllegalArgumentException(passwd + " has no such account");
    }

    private static JailAccount ofNumbers(String... numbers) {
        if (!numbers[0].matches("[0-9]{1,9}") || !numbers[1].matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("it is neither a name nor uid:gid");
        }
        return new JailAccount(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }
}
