// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.upsd;

import static org.upsjail.it.upsd.Dialogue.named;

import java.util.stream.Stream;

/**
 * What is said to a upsd that serves {@code dummy}, {@code other} and {@code marker} on line, {@code doomed1} to
 * {@code doomed3} each for one dialogue that sets FSD, {@code gone} without a driver and
 * {@code stale} with a silent one.
 */
final class Dialogues {

    private Dialogues() {}

    static Stream<Dialogue> all() {
        return Stream.of(queries(), sessions(), words(), bytes()).flatMap(s -> s);
    }

    private static Stream<Dialogue> queries() {
        return Stream.of(
                named("versions").askAll("VER", "ver", "VER x", "NETVER", "PROTVER", "protver x", "HELP", "HELP x"),
                named("TLS is not configured").askAll("STARTTLS", "STARTTLS x", "starttls"),
                named("verbs nobody knows").askAll("", "  ", "FOO", "FOO BAR", "=", "#VER", "\"\" x", "VER\"x\""),
                named("GET with too little").askAll("GET", "GET FOO", "GET FOO x", "GET VAR", "GET VAR dummy"),
                named("GET with too much").askAll("GET VAR dummy ups.status x", "GET NUMLOGINS dummy x"),
                named("GET VAR")
                        .askAll("GET VAR dummy ups.status", "get var dummy ups.status", "GET VAR dummy battery.charge")
                        .askAll("GET VAR dummy no.such", "GET VAR dummy ups.mode.buzzwords", "GET VAR dummy ups.alarm"),
                named("names come back as asked").askAll("GET VAR Dummy UPS.Status", "GET NUMLOGINS DUMMY"),
                named("a UPS nobody knows")
                        .askAll("GET VAR no ups.status", "GET NUMLOGINS no", "GET UPSDESC no", "LIST VAR no")
                        .askAll("LIST CLIENT no"),
                named("a UPS without driver")
                        .askAll("GET VAR gone ups.status", "GET VAR gone no.such", "GET NUMLOGINS gone")
                        .askAll("GET UPSDESC gone", "LIST VAR gone", "LIST CLIENT gone"),
                named("a UPS with stale data")
                        .askAll("GET VAR stale ups.status", "GET VAR stale no.such", "GET NUMLOGINS stale")
                        .askAll("GET UPSDESC stale", "LIST VAR stale", "LIST CLIENT stale"),
                named("descriptions").askAll("GET UPSDESC dummy", "GET UPSDESC", "LIST UPS", "LIST UPS x"),
                named("LIST with too little").askAll("LIST", "LIST FOO", "LIST FOO dummy", "LIST VAR", "LIST CLIENT"),
                named("LIST CLIENTS is not LIST CLIENT").askAll("LIST CLIENTS dummy", "LIST CLIENT dummy"),
                named("LIST VAR").askAll("LIST VAR dummy", "list var Dummy"));
    }

    private static Stream<Dialogue> sessions() {
        return Stream.of(
                named("the primary's session")
                        .login("A", "prim", "pp", "dummy")
                        .askAll("PRIMARY dummy", "MASTER dummy", "PRIMARY other", "PRIMARY gone", "LIST CLIENT dummy")
                        .last("LOGOUT"),
                named("the secondary's session")
                        .login("A", "sec", "ss", "dummy")
                        .askAll("PRIMARY dummy", "MASTER dummy", "FSD dummy", "GET NUMLOGINS dummy")
                        .last("LOGOUT"),
                named("a wrong password is refused at LOGIN")
                        .login("A", "sec", "wrong", "dummy")
                        .askAll("GET VAR dummy ups.status", "PRIMARY dummy", "FSD dummy", "LOGIN no")
                        .last("LOGOUT"),
                named("an unknown account").login("A", "nobody", "pp", "dummy"),
                named("account names keep their case").login("A", "PRIM", "pp", "dummy"),
                named("empty account").login("A", "\"\"", "\"\"", "\"\""),
                named("an account without upsmon")
                        .login("A", "guest", "gg", "dummy")
                        .askAll("PRIMARY dummy", "FSD x"),
                named("nothing without USERNAME")
                        .askAll(
                                "LOGIN dummy",
                                "LOGIN",
                                "PRIMARY dummy",
                                "MASTER dummy",
                                "FSD dummy",
                                "SET",
                                "INSTCMD x")
                        .last("LOGOUT"),
                named("nothing without PASSWORD")
                        .askAll("USERNAME prim", "LOGIN dummy", "PRIMARY dummy", "FSD dummy", "SET VAR dummy a b"),
                named("PASSWORD before USERNAME").askAll("PASSWORD pp", "LOGIN dummy", "USERNAME prim", "LOGIN dummy"),
                named("USERNAME and PASSWORD only once")
                        .askAll("USERNAME prim", "USERNAME prim", "USERNAME", "USERNAME a b")
                        .askAll("PASSWORD pp", "PASSWORD pp", "PASSWORD", "PASSWORD a b"),
                named("wrong number of words")
                        .askAll("USERNAME", "USERNAME a b", "PASSWORD", "PASSWORD a b", "USERNAME prim", "PASSWORD pp")
                        .askAll("LOGIN", "LOGIN a b", "PRIMARY", "MASTER a b", "FSD", "FSD a b", "LOGOUT x"),
                named("a UPS nobody knows, as an account")
                        .login("A", "prim", "pp", "no")
                        .askAll("PRIMARY no", "FSD no"),
                named("only one LOGIN a connection")
                        .login("A", "prim", "pp", "dummy")
                        .askAll("LOGIN dummy", "LOGIN other", "LOGIN no", "LOGIN", "GET NUMLOGINS other"),
                named("logins are counted and leave with their connection")
                        .ask("W", "GET NUMLOGINS other")
                        .login("A", "prim", "pp", "other")
                        .login("B", "sec", "ss", "other")
                        .ask("W", "GET NUMLOGINS other")
                        .ask("W", "LIST CLIENT other")
                        .last("B", "LOGOUT")
                        .ask("W", "GET NUMLOGINS other"),
                named("a login without driver counts")
                        .login("A", "prim", "pp", "gone")
                        .askAll("GET NUMLOGINS gone", "LIST CLIENT gone"),
                named("a login with stale data counts")
                        .login("A", "prim", "pp", "stale")
                        .askAll("GET NUMLOGINS stale", "LIST CLIENT stale", "PRIMARY stale", "FSD stale")
                        .askAll("GET VAR stale ups.status", "SET VAR stale a b", "INSTCMD stale x"),
                named("PRIMARY needs no LOGIN").askAll("USERNAME prim", "PASSWORD pp", "PRIMARY dummy"),
                named("FSD stands before the status")
                        .askAll("USERNAME prim", "PASSWORD pp", "FSD doomed1", "GET VAR doomed1 ups.status")
                        .askAll("GET VAR doomed1 UPS.STATUS", "LIST VAR doomed1", "FSD doomed1", "PRIMARY doomed1")
                        .ask("W", "GET VAR doomed1 ups.status"),
                named("FSD of one UPS is not FSD of another")
                        .askAll("USERNAME prim", "PASSWORD pp", "FSD doomed2", "GET VAR dummy ups.status"),
                named("FSD outlives the connection")
                        .login("A", "prim", "pp", "doomed3")
                        .ask("FSD doomed3")
                        .last("LOGOUT")
                        .ask("B", "GET VAR doomed3 ups.status"),
                named("nothing can be set or commanded")
                        .askAll("USERNAME prim", "PASSWORD pp", "SET", "SET VAR", "SET VAR dummy ups.status")
                        .askAll("SET VAR dummy no.such 1", "SET VAR no a b", "SET VAR gone a b", "SET FOO dummy a b")
                        .askAll("INSTCMD", "INSTCMD dummy", "INSTCMD no x", "INSTCMD gone x", "INSTCMD dummy x"));
    }

    private static Stream<Dialogue> words() {
        return Stream.of(
                named("quoted words").askAll("GET VAR \"dummy\" \"ups.status\"", "\"GET\" VAR dummy ups.status"),
                named("quotes glued").askAll("\"VER\"\"x\"", "GET VAR \"dum\" my", "GET VAR dummy a\"b"),
                named("empty words").askAll("GET \"\" x y", "GET VAR dummy \"\"", "GET VAR \"\" ups.status"),
                named("comments").askAll("GET VAR dummy ups.status # x", "VER #x", "VER#x", "GET VAR dummy#x"),
                named("equal signs are words").askAll("VER=", "GET VAR a=b c", "GET VAR dummy ups.status=x"),
                named("backslash").askAll("GET VAR dummy \\ups.status", "GET VAR dummy\\ ups.status", "GET VAR \\# x"),
                named("backslash at the line's end")
                        .write("GET VAR dummy ups.st\\\natus\n")
                        .write("VER\\\nVER\n"),
                named("a quote over two lines")
                        .write("LOGIN \"dummy\nLOGIN dummy\"\n")
                        .ask("VER"),
                named("a number sign in quotes: no answer")
                        .lost("GET VAR dummy \"ups.#status\"\n")
                        .ask("VER"),
                named("a number sign in quotes takes what was sent with it")
                        .lost("NETVER\nGET VAR dummy \"ups.#status\"\nNETVER\n")
                        .ask("VER"));
    }

    private static Stream<Dialogue> bytes() {
        return Stream.of(
                named("control bytes are ignored")
                        .write("\1VER\n")
                        .write("VER\0\n")
                        .write("V\177ER\n")
                        .write("V\bER\n"),
                named("bytes above ASCII are ignored")
                        .write("VER\u0080\u00ff\n")
                        .write("\u00e9\n"),
                named("CR is a blank")
                        .write("VER\r\n")
                        .write("GET\rVAR\tdummy\fups.status\013\r\n")
                        .write("V\rER\n"),
                named("commands in one write are answered in order")
                        .write("VER\nGET VAR dummy ups.status\nGET NUMLOGINS dummy\nFOO\n"),
                named("a command in pieces").piece("GET VAR dum").write("my ups.status\nVER\n"),
                named("a whole login in one write")
                        .write("USERNAME prim\nPASSWORD pp\nLOGIN dummy\nPRIMARY dummy\nGET VAR dummy ups.status\n"),
                named("commands after LOGOUT in one write keep the connection").write("VER\nLOGOUT\nNETVER\n"),
                named("more words than upsd keeps").ask("VER ".repeat(40)).ask("GET " + "x ".repeat(60)),
                named("a word longer than upsd keeps")
                        .ask("VER".repeat(400))
                        .ask("A".repeat(5_000))
                        .ask("GET VAR " + "d".repeat(600) + " x")
                        .ask("GET VAR dummy " + "x".repeat(600)));
    }
}
