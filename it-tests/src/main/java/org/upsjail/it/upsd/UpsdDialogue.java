// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import static org.upsjail.it.upsd.UpsdError.err;
import static org.upsjail.it.upsd.UpsdError.unavailable;

import java.util.List;
import java.util.Locale;
import org.upsjail.it.upsd.UpsdUser.Role;

/** Command to honest reply, as upsd 2.8.0 of Debian 12 was seen to answer. */
final class UpsdDialogue {

    static final String VERSION = "Network UPS Tools upsd 2.8.0 - http://www.networkupstools.org/";
    private static final String PROTOCOL = "1.3";
    private static final String HELP =
            "Commands: HELP VER GET LIST SET INSTCMD LOGIN LOGOUT USERNAME PASSWORD STARTTLS";
    private static final String OK = "OK\n";

    private final UpsdState state;
    private final UpsdQueries queries;

    UpsdDialogue(UpsdState state) {
        this.state = state;
        this.queries = new UpsdQueries(state);
    }

    /** Carries out one command and returns the reply with its line ends. */
    String reply(UpsdSession session, List<String> words) {
        session.leaving = false;
        String verb = words.isEmpty() ? "" : words.get(0).toUpperCase(Locale.ROOT);
        List<String> arguments = words.isEmpty() ? words : words.subList(1, words.size());
        return switch (verb) {
            case "VER" -> arguments.isEmpty() ? VERSION + "\n" : err("INVALID-ARGUMENT");
            case "NETVER", "PROTVER" -> arguments.isEmpty() ? PROTOCOL + "\n" : err("INVALID-ARGUMENT");
            case "HELP" -> arguments.isEmpty() ? HELP + "\n" : err("INVALID-ARGUMENT");
            case "STARTTLS" -> err("FEATURE-NOT-CONFIGURED");
            case "GET" -> queries.get(arguments);
            case "LIST" -> queries.list(arguments);
            case "USERNAME" -> username(session, arguments);
            case "PASSWORD" -> password(session, arguments);
            case "LOGOUT" -> logout(session, arguments);
            case "LOGIN", "PRIMARY", "MASTER", "FSD", "SET", "INSTCMD" -> identified(session, verb, arguments);
            default -> err("UNKNOWN-COMMAND");
        };
    }

    private static String username(UpsdSession session, List<String> arguments) {
        if (arguments.size() != 1) {
            return err("INVALID-ARGUMENT");
        }
        if (session.username != null) {
            return err("ALREADY-SET-USERNAME");
        }
        session.username = arguments.get(0);
        return OK;
    }

    private static String password(UpsdSession session, List<String> arguments) {
        if (arguments.size() != 1) {
            return err("INVALID-ARGUMENT");
        }
        if (session.password != null) {
            return err("ALREADY-SET-PASSWORD");
        }
        session.password = arguments.get(0);
        return OK;
    }

    private static String logout(UpsdSession session, List<String> arguments) {
        if (!arguments.isEmpty()) {
            return err("INVALID-ARGUMENT");
        }
        session.leaving = true;
        return "OK Goodbye\n";
    }

    private String identified(UpsdSession session, String verb, List<String> arguments) {
        if (session.username == null) {
            return err("USERNAME-REQUIRED");
        }
        if (session.password == null) {
            return err("PASSWORD-REQUIRED");
        }
        return switch (verb) {
            case "SET" -> set(arguments);
            case "INSTCMD" -> instcmd(arguments);
            default -> ofUpsmon(session, verb, arguments);
        };
    }

    private String ofUpsmon(UpsdSession session, String verb, List<String> arguments) {
        if (arguments.size() != 1) {
            return err("INVALID-ARGUMENT");
        }
        if (verb.equals("LOGIN") && session.login != null) {
            return err("ALREADY-LOGGED-IN");
        }
        SimulatedUps ups = state.find(arguments.get(0));
        if (ups == null) {
            return err("UNKNOWN-UPS");
        }
        Role role = state.roleOf(session);
        if (role == Role.NONE || (role == Role.SECONDARY && !verb.equals("LOGIN"))) {
            return err("ACCESS-DENIED");
        }
        return switch (verb) {
            case "LOGIN" -> {
                session.login = ups;
                yield OK;
            }
            case "FSD" -> {
                ups.fsd = true;
                yield "OK FSD-SET\n";
            }
            default -> "OK " + verb + "-GRANTED\n";
        };
    }

    /** Nobody here has {@code actions = SET}. */
    private String set(List<String> arguments) {
        if (arguments.size() < 4 || !arguments.get(0).equalsIgnoreCase("VAR")) {
            return err("INVALID-ARGUMENT");
        }
        SimulatedUps ups = state.find(arguments.get(1));
        if (ups == null) {
            return err("UNKNOWN-UPS");
        }
        String unavailable = unavailable(ups);
        return unavailable != null ? unavailable : err("ACCESS-DENIED");
    }

    /** No UPS here has a command. */
    private String instcmd(List<String> arguments) {
        if (arguments.size() < 2) {
            return err("INVALID-ARGUMENT");
        }
        SimulatedUps ups = state.find(arguments.get(0));
        if (ups == null) {
            return err("UNKNOWN-UPS");
        }
        String unavailable = unavailable(ups);
        return unavailable != null ? unavailable : err("CMD-NOT-SUPPORTED");
    }
}
