// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import static org.upsjail.it.upsd.UpsdError.err;
import static org.upsjail.it.upsd.UpsdError.unavailable;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** GET and LIST: what anybody may ask. Names come back as the client spelt them. */
final class UpsdQueries {

    private final UpsdState state;

    UpsdQueries(UpsdState state) {
        this.state = state;
    }

    String get(List<String> arguments) {
        if (arguments.size() < 2) {
            return err("INVALID-ARGUMENT");
        }
        String asked = arguments.get(1);
        return switch (arguments.get(0).toUpperCase(Locale.ROOT)) {
            case "VAR" -> arguments.size() < 3 ? err("INVALID-ARGUMENT") : variable(asked, arguments.get(2));
            case "NUMLOGINS" -> numlogins(asked);
            case "UPSDESC" -> description(asked);
            default -> err("INVALID-ARGUMENT");
        };
    }

    String list(List<String> arguments) {
        String what = arguments.isEmpty() ? "" : arguments.get(0).toUpperCase(Locale.ROOT);
        if (what.equals("UPS")) {
            return upses();
        }
        if (arguments.size() < 2) {
            return err("INVALID-ARGUMENT");
        }
        return switch (what) {
            case "VAR" -> variables(arguments.get(1));
            case "CLIENT" -> clients(arguments.get(1));
            default -> err("INVALID-ARGUMENT");
        };
    }

    private String variable(String asked, String variable) {
        return ofServed(
                asked,
                ups -> ups.value(variable)
                        .map(value -> "VAR " + asked + " " + variable + " " + quoted(value) + "\n")
                        .orElseGet(() -> err("VAR-NOT-SUPPORTED")));
    }

    private String numlogins(String asked) {
        return ofServed(asked, ups -> "NUMLOGINS " + asked + " " + state.logins(ups) + "\n");
    }

    private String description(String asked) {
        return ofKnown(asked, ups -> "UPSDESC " + asked + " " + quoted(ups.description.orElse("Unavailable")) + "\n");
    }

    private String upses() {
        StringBuilder lines = new StringBuilder();
        for (SimulatedUps ups : state.upses()) {
            // Not the word that GET UPSDESC has for the same: so is upsd.
            String description = ups.description.orElse("Description unavailable");
            lines.append("UPS ")
                    .append(ups.name)
                    .append(' ')
                    .append(quoted(description))
                    .append('\n');
        }
        return list("UPS", lines);
    }

    private String variables(String asked) {
        return ofServed(asked, ups -> {
            StringBuilder lines = new StringBuilder();
            ups.variables().keySet().forEach(variable -> lines.append(variable(asked, variable)));
            return list("VAR " + asked, lines);
        });
    }

    private String clients(String asked) {
        return ofKnown(asked, ups -> {
            StringBuilder lines = new StringBuilder();
            for (UpsdSession session : state.sessions()) {
                if (ups.equals(session.login)) {
                    lines.append("CLIENT " + asked + " " + session.address + "\n");
                }
            }
            lines.append(("CLIENT " + asked + " 127.0.0.1\n").repeat(ups.phantomLogins));
            return list("CLIENT " + asked, lines);
        });
    }

    private String ofKnown(String asked, Function<SimulatedUps, String> answer) {
        SimulatedUps ups = state.find(asked);
        return ups == null ? err("UNKNOWN-UPS") : answer.apply(ups);
    }

    /** Of one whose driver is there and speaks. */
    private String ofServed(String asked, Function<SimulatedUps, String> answer) {
        return ofKnown(asked, ups -> {
            String unavailable = unavailable(ups);
            return unavailable != null ? unavailable : answer.apply(ups);
        });
    }

    private static String list(String what, CharSequence lines) {
        return "BEGIN LIST " + what + "\n" + lines + "END LIST " + what + "\n";
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("#", "\\#") + '"';
    }
}
