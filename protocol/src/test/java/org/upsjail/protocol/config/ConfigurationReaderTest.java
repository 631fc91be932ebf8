// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upsjail.protocol.config.UpsjailConf.Accepted;
import org.upsjail.protocol.config.UpsjailConf.NotifyRates;
import org.upsjail.protocol.config.UpsjailConf.Records;

class ConfigurationReaderTest {

    private static final String MONITOR = "MONITOR ups 1 user pass primary\n";
    private static final String MINIMAL = MONITOR + "SHUTDOWNCMD /sbin/poweroff\n";
    private static final String QUIET = MINIMAL + "NOTIFYCMD /bin/notify\nPOWERDOWNFLAG /etc/killpower\n";

    private static final Accepted NOTHING_ACCEPTED = new Accepted(Optional.empty(), false, false);

    @TempDir
    private Path directory;

    @Test
    void aSampleWithEveryDirectiveHasNoProblem() throws Exception {
        Path sample = sample();
        Files.copy(sample.resolveSibling("upsjail.conf"), directory.resolve("upsjail.conf"));
        Configuration read = read(Files.readString(sample));

        assertEquals(List.of(), read.warnings());
        assertEquals(3, read.upsmon().monitors().size());
        assertEquals("watcher", read.upsjail().jailUser());
    }

    @Test
    void theSampleNamesEveryDirective() throws Exception {
        List<String> names = Lexed.of(Files.readString(sample())).lines().stream()
                .map(ConfigLine::directive)
                .toList();

        for (UpsmonDirective directive : UpsmonDirective.values()) {
            assertTrue(names.contains(directive.name()), directive::name);
        }
    }

    @Test
    void whatIsWorthSayingIsAWarning() throws Exception {
        List<ConfigProblem> warnings =
                read(MINIMAL + "NOTIFYFLAG ONBATT EXEC\n").warnings();

        assertEquals(2, warnings.size());
        assertTrue(warnings.toString().contains("no NOTIFYCMD is set"), warnings.toString());
        assertTrue(warnings.toString().contains("no POWERDOWNFLAG is set"), warnings.toString());
    }

    @Test
    void whereNoFlagHasExecNotifycmdIsNotMissed() throws Exception {
        assertFalse(read(MINIMAL).warnings().toString().contains("NOTIFYCMD"));
    }

    @Test
    void hostThatIsPrimaryOfNoUpsNeedsNoPowerdownflag() throws Exception {
        assertEquals(List.of(), read(MINIMAL.replace("primary", "secondary")).warnings());
    }

    @Test
    void missingFileIsRefused() {
        Path absent = directory.resolve("absent.conf");
        ConfigException refused =
                assertThrows(ConfigException.class, () -> ConfigurationReader.read(absent, SecretPolicy.KEEP));

        assertTrue(messageOf(refused).startsWith(absent + ": the file does not exist; "), messageOf(refused));
    }

    @Test
    void unreadableFileIsRefused() {
        ConfigException refused =
                assertThrows(ConfigException.class, () -> ConfigurationReader.read(directory, SecretPolicy.KEEP));

        assertTrue(messageOf(refused).startsWith(directory + ": the file cannot be read ("), messageOf(refused));
    }

    @Test
    void tooLargeFileIsRefused() {
        String message = refusal(QUIET + "#".repeat(ConfigurationReader.MAX_FILE_BYTES));

        assertTrue(message.contains(": the file is larger than 1048576 bytes"), message);
    }

    @Test
    void fileAsLargeAsTheLimitIsTaken() throws Exception {
        Configuration read = read(QUIET + "#".repeat(ConfigurationReader.MAX_FILE_BYTES - QUIET.length()));

        assertEquals(1, read.upsmon().monitors().size());
    }

    @Test
    void everyProblemOfBothFilesIsReportedAtOnceInTheirOrder() throws IOException {
        Files.writeString(directory.resolve("upsjail.conf"), "JAILDIR jail\nJAILHOST x\n");
        String message = refusal("POLLFREQ 0\nMONITOR ups@ 1 u p primary\nNOTIFYMSG \"x#\"\nUNKNOWN 1\nDEADTIME 1 2\n");

        List<String> places = message.lines()
                .map(line -> line.replaceFirst(".*/(\\w+\\.conf(:\\d+)?): .*", "$1"))
                .toList();
        assertEquals(
                List.of(
                        "upsjail.conf:1",
                        "upsjail.conf:2",
                        "upsmon.conf:1",
                        "upsmon.conf:2",
                        "upsmon.conf:3",
                        "upsmon.conf:4",
                        "upsmon.conf:5"),
                places);
    }

    @Test
    void noMonitorLineIsRefused() {
        assertRefused("there is no usable MONITOR line", "SHUTDOWNCMD x\n");
    }

    @Test
    void noMonitorLineIsRefusedEvenForAHostThatIsNeverShutDown() {
        assertRefused("there is no usable MONITOR line", "MINSUPPLIES 0\n");
    }

    @Test
    void noShutdowncmdIsRefused() {
        assertRefused("there is no SHUTDOWNCMD", MONITOR);
    }

    @Test
    void blankShutdowncmdIsRefused() {
        assertRefused("there is no SHUTDOWNCMD", MONITOR + "SHUTDOWNCMD \"\"\n");
    }

    @Test
    void noShutdowncmdIsNeededWhereNothingIsEverShutDown() throws Exception {
        assertEquals(
                0, read(MONITOR + "MINSUPPLIES 0\n").upsmon().criticalRules().minSupplies());
    }

    @Test
    void tooLittlePowerIsRefused() {
        assertRefused("the power values add up to 1 but MINSUPPLIES is 2", QUIET + "MINSUPPLIES 2\n");
    }

    @Test
    void justEnoughPowerIsTaken() throws Exception {
        Configuration read = read(QUIET + "MONITOR other 2 u p secondary\nMINSUPPLIES 3\n");

        assertEquals(List.of(), read.warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"etc/killpower", "./killpower", "\"\""})
    void relativePowerdownflagIsRefused(String path) {
        assertRefused("POWERDOWNFLAG is not an absolute path", MINIMAL + "POWERDOWNFLAG " + path + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FORCESSL 1",
                "CERTVERIFY 1",
                "CERTHOST localhost name 1 0",
                "CERTHOST localhost:3493 name 0 1",
                "CERTHOST LOCALHOST \"\" 1 -1"
            })
    void demandForTlsWithTlsOffIsRefused(String line) throws IOException {
        Files.writeString(directory.resolve("upsjail.conf"), "STARTTLS off\n");

        assertRefused(
                "TLS is demanded (FORCESSL, CERTVERIFY or CERTHOST), and upsjail.conf has STARTTLS off", QUIET + line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERTHOST other name 1 0", "CERTHOST localhost:1 name 0 1"})
    void demandOnAServerThatIsNotWatchedIsRefused(String line) {
        assertRefused("is the server of no MONITOR line", QUIET + line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERTHOST \"\" name 1 1", "CERTHOST a:b name 1 1", "CERTHOST [::1 name 1 1"})
    void serverOfCerthostThatIsNoneIsRefused(String line) {
        assertRefused("CERTHOST: ", QUIET + line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CERTPATH certs", "CERTFILE ../own.pem"})
    void relativeFileOfTlsIsRefused(String line) {
        assertRefused("is not an absolute path", QUIET + line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FORCESSL 0", "CERTVERIFY 0", "CERTHOST localhost \"1 1\" 0 -1", "CERTVERIFY 1"})
    void tlsIsTakenDemandedOrNot(String line) throws Exception {
        assertEquals(List.of(), read(QUIET + line).warnings());
    }

    @Test
    void tlsWithAnybodyIsWarnedOf() throws Exception {
        assertTrue(read(QUIET + "FORCESSL 1\n").warnings().toString().contains("whoever answers counts as upsd"));
    }

    @Test
    void certpathThatVerifiesNothingIsWarnedOf() throws Exception {
        assertTrue(read(QUIET + "CERTPATH /certs\n").warnings().toString().contains("no certificate is compared"));
    }

    @Test
    void oldVersionOfTlsIsWarnedOf() throws Exception {
        Files.writeString(directory.resolve("upsjail.conf"), "TLSMIN 1.1\n");

        assertTrue(read(QUIET).warnings().toString().contains("TLS 1.1 is allowed"));
    }

    @Test
    void withoutUpsjailConfItsDefaultsHold() throws Exception {
        assertEquals(
                new UpsjailConf(
                        "upsjail",
                        Path.of("/var/lib/upsjail/jail"),
                        Path.of("/run/upsjail"),
                        Duration.ofMinutes(5),
                        true,
                        StartTls.TRY,
                        TlsVersion.TLS_1_2,
                        List.of(),
                        new NotifyRates(30, 600),
                        new Records(Path.of("/var/lib/upsjail"), 4L << 20, 4, Optional.empty()),
                        NOTHING_ACCEPTED),
                read(QUIET).upsjail());
    }

    @Test
    void upsjailConfIsReadBesideUpsmonConf() throws Exception {
        Files.writeString(directory.resolve("upsjail.conf"), """
                JAILUSER = "901:902"
                JAILDIR /srv/jail
                RUNDIR /srv/run
                FSDGRACE 7
                FINALWALL 0
                STARTTLS Require
                TLSMIN 1.3
                NOTIFYRATE 5
                NOTIFYRATEALL 50
                STATEDIR /srv/state
                JOURNALSIZE 100
                JOURNALFILES 2
                METRICSFILE /srv/metrics/upsjail.prom
                """);

        assertEquals(
                new UpsjailConf(
                        "901:902",
                        Path.of("/srv/jail"),
                        Path.of("/srv/run"),
                        Duration.ofSeconds(7),
                        false,
                        StartTls.REQUIRE,
                        TlsVersion.TLS_1_3,
                        List.of(),
                        new NotifyRates(5, 50),
                        new Records(
                                Path.of("/srv/state"),
                                100 * 1024,
                                2,
                                Optional.of(Path.of("/srv/metrics/upsjail.prom"))),
                        NOTHING_ACCEPTED),
                read(QUIET).upsjail());
    }

    @Test
    void nameserversOfUpsjailConfAreTakenInOrder() throws Exception {
        Files.writeString(directory.resolve("upsjail.conf"), "NAMESERVERS = 192.0.2.1:5353 ::1\n");

        assertEquals(
                List.of(new NameServer("192.0.2.1", 5353), new NameServer("::1", 53)),
                read(QUIET).upsjail().nameServers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NAMESERVERS", "NAMESERVERS 192.0.2.1 dns.example", "NAMESERVERS ::1 ::2 ::3 ::4"})
    void nameserversThatCannotBeAskedAreAnError(String line) throws Exception {
        Files.writeString(directory.resolve("upsjail.conf"), line + "\n");

        assertEquals(
                1,
                assertThrows(ConfigException.class, () -> read(QUIET))
                        .problems()
                        .size());
    }

    @Test
    void reducedJailThatIsAcceptedIsAWarningAndAnotherDigest() throws Exception {
        String before = read(QUIET).digest();
        Files.writeString(directory.resolve("upsjail.conf"), "REDUCEDJAIL without-chroot\n");
        Configuration read = read(QUIET);

        assertTrue(read.upsjail().accepted().withoutChroot());
        assertTrue(
                read.warnings().toString().contains("not locked into an empty directory"), () -> "" + read.warnings());
        assertNotEquals(before, read.digest());
    }

    @Test
    void fileThatEverybodyMayReadIsRefused() throws Exception {
        Path file = readableByEverybody();
        ConfigException refused =
                assertThrows(ConfigException.class, () -> ConfigurationReader.read(file, SecretPolicy.KEEP));

        assertTrue(
                messageOf(refused).contains("its mode rw-r--r-- lets everybody read the passwords in it; chmod o-rwx"),
                messageOf(refused));
    }

    @Test
    void fileThatEverybodyMayReadIsTakenIfThatIsAcceptedAndSaidEachTime() throws Exception {
        Path file = readableByEverybody();
        Files.writeString(directory.resolve("upsjail.conf"), "READABLECONF 1\n");
        List<ConfigProblem> warnings =
                ConfigurationReader.read(file, SecretPolicy.KEEP).warnings();

        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.toString().contains("upsjail.conf:1: warning: others may read"), warnings.toString());
    }

    @Test
    void upsjailConfIsPartOfTheDigest() throws Exception {
        String before = read(QUIET).digest();
        Files.writeString(directory.resolve("upsjail.conf"), "JAILUSER upsjail\n");

        assertNotEquals(before, read(QUIET).digest());
    }

    @Test
    void certhostOfNoMonitorLineThatDemandsNothingIsAWarning() throws Exception {
        assertEquals(1, read(QUIET + "CERTHOST elsewhere name 0 0\n").warnings().size());
    }

    @Test
    void tls12IsOldEnoughToNeedNoWarning() throws Exception {
        Files.writeString(directory.resolve("upsjail.conf"), "TLSMIN 1.2\n");

        assertEquals(List.of(), read(QUIET).warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NAMESERVERS ::1", "NAMESERVERS ::1 ::2 ::3"})
    void oneToThreeNameserversAreTaken(String line) throws Exception {
        Files.writeString(directory.resolve("upsjail.conf"), line + "\n");

        assertEquals(
                line.split(" ").length - 1, read(QUIET).upsjail().nameServers().size());
    }

    /** Its size is said to be 0, as that of a file that is written meanwhile. */
    @Test
    void fileThatGrowsWhileItIsReadIsRefused() {
        ConfigException refused = assertThrows(
                ConfigException.class, () -> ConfigurationReader.read(Path.of("/proc/self/status"), SecretPolicy.DROP));

        assertTrue(messageOf(refused).contains("the file grew while it was read"), messageOf(refused));
    }

    @ParameterizedTest
    @CsvSource({"/a, 1, 2, true", "/b, 1, 2, false", "/a, 3, 2, false", "/a, 1, 3, false"})
    void journalGoesOnWhereItsPlaceAndSizesAreTheSame(String place, long bytes, int files, boolean same) {
        Records before = new Records(Path.of("/a"), 1, 2, Optional.empty());

        assertEquals(same, before.sameJournal(new Records(Path.of(place), bytes, files, Optional.of(Path.of("/m")))));
    }

    @Test
    void untestedArchitectureThatIsAcceptedIsAWarning() throws Exception {
        Files.writeString(directory.resolve("upsjail.conf"), "UNTESTEDARCH aarch64\n");
        Configuration read = read(QUIET);

        assertEquals(Optional.of("aarch64"), read.upsjail().accepted().untestedArchitecture());
        assertTrue(read.warnings().toString().contains("of aarch64 was never run"), () -> "" + read.warnings());
    }

    @Test
    void aLineInTheOtherFileIsAnotherDigest() {
        List<ConfigLine> line = Lexed.of("JAILUSER x\n").lines();

        assertNotEquals(ConfigDigest.of(List.of(line, List.of())), ConfigDigest.of(List.of(List.of(), line)));
    }

    @Test
    void commentsBlanksAndQuotesAreNoPartOfTheDigest() throws Exception {
        assertEquals(
                read(QUIET).digest(),
                read("# x\n\n" + QUIET.replace(" /sbin", "   \"/sbin").replace("poweroff", "poweroff\""))
                        .digest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JAILUSER",
                "JAILUSER a b",
                "JAILDIR jail",
                "JAILHOST x",
                "POLLFREQ 5",
                "jailuser x",
                "STARTTLS maybe",
                "STARTTLS 1",
                "TLSMIN 1.4",
                "TLSMIN SSLv3",
                "TLSMIN 1.2 1.3",
                "UNTESTEDARCH vax",
                "REDUCEDJAIL 1"
            })
    void mistakeInUpsjailConfIsRefused(String line) throws IOException {
        Files.writeString(directory.resolve("upsjail.conf"), line + "\n");

        assertTrue(refusal(QUIET).contains("upsjail.conf:1: "), line);
    }

    private static Path sample() throws URISyntaxException {
        URL sample = Objects.requireNonNull(
                ConfigurationReaderTest.class.getResource("every-directive/upsmon.conf"), "not on the class path");
        return Path.of(sample.toURI());
    }

    private Path readableByEverybody() throws IOException {
        return Files.setPosixFilePermissions(
                ConfFile.write(directory, QUIET), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private Configuration read(String text) throws IOException, ConfigException {
        return ConfigurationReader.read(ConfFile.write(directory, text), SecretPolicy.KEEP);
    }

    private String refusal(String text) {
        return messageOf(assertThrows(ConfigException.class, () -> read(text)));
    }

    private void assertRefused(String expected, String text) {
        String message = refusal(text);
        assertTrue(message.contains(expected), message);
    }

    private static String messageOf(ConfigException refused) {
        return String.valueOf(refused.getMessage());
    }
}
