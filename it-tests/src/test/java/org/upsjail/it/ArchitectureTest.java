// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.regex.Pattern;

/** Who may know whom. The build's modules keep the two processes apart; these rules keep the rooms in them apart. */
@AnalyzeClasses(
        packages = {"org.upsjail.protocol", "org.upsjail.monitor", "org.upsjail.dispatcher"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String PROTOCOL = "org.upsjail.protocol..";
    private static final String MONITOR = "org.upsjail.monitor..";
    private static final String MONITOR_MAIN = "org.upsjail.monitor";
    private static final String UPSD = "org.upsjail.monitor.upsd..";
    private static final String NAMES = "org.upsjail.monitor.names..";
    private static final String LOOP = "org.upsjail.monitor.loop..";
    private static final String TLS = "org.upsjail.monitor.upsd.tls..";
    private static final String JAIL = "org.upsjail.monitor.jail..";
    private static final String STATUS = "org.upsjail.monitor.status..";
    private static final String DISPATCHER = "org.upsjail.dispatcher..";
    private static final String DECIDE = "org.upsjail.dispatcher.decide..";
    private static final String JOURNAL = "org.upsjail.dispatcher.journal..";
    private static final String OPERATOR = "org.upsjail.dispatcher.operator..";
    private static final String HOST = "org.upsjail.dispatcher.host..";

    /** Annotations, which no rule is about. */
    private static final String ANNOTATIONS = "org.jspecify.annotations";

    /** Anything that has an internet address. */
    private static final String INTERNET =
            "java\\.net\\.(Inet\\w*|Socket\\w*|ServerSocket|Datagram\\w*|Multicast\\w*|NetworkInterface|URL\\w*|Http\\w*)"
                    + "|java\\.net\\.http\\..*"
                    + "|java\\.nio\\.channels\\.(Datagram|AsynchronousSocket|AsynchronousServerSocket)\\w*";

    /** Of an address or of a file: StandardProtocolFamily tells, which is seen at run time only. */
    private static final String STREAM_SOCKETS = "java\\.nio\\.channels\\.(Socket|ServerSocket)Channel";

    /** The clocks, the threads, the processes and the dice, which java.lang and java.util have beside what a pure rule needs. */
    private static final String IMPURE = "java\\.lang\\.(System|Thread|Runtime|Process)(Builder|Handle)?"
            + "|java\\.time\\.(Clock|InstantSource)"
            + "|java\\.util\\.(Random|SplittableRandom|UUID|Date|Calendar|Timer|Scanner|Formatter|ServiceLoader).*";

    private static final Pattern WALL_CLOCK_CALLS = Pattern.compile("java\\.time\\..*\\.now"
            + "|java\\.time\\.(Clock\\.(system|tick)\\w*|InstantSource\\.(system|tick)\\w*)"
            + "|java\\.lang\\.System\\.currentTimeMillis"
            + "|java\\.util\\.(Date\\.<init>|Timer\\.<init>|Calendar\\.getInstance|GregorianCalendar\\.<init>)"
            + "|java\\.util\\.concurrent\\.locks\\.(LockSupport\\.parkUntil|Condition\\.awaitUntil)");

    /** A clock that somebody may set: java.time's, those of java.util, and what waits by one of them. */
    private static final DescribedPredicate<JavaAccess<?>> WALL_CLOCK = describe(
            "the target is a clock that may be set",
            access -> WALL_CLOCK_CALLS
                    .matcher(access.getTargetOwner().getFullName() + "." + access.getName())
                    .matches());

    private static final DescribedPredicate<JavaAccess<?>> DICE = describe(
            "the target throws dice",
            access -> access.getTargetOwner().isEquivalentTo(Math.class)
                    && access.getName().equals("random"));

    @ArchTest
    static final ArchRule theMonitorDoesNotKnowTheDispatcher = noClasses()
            .that()
            .resideInAPackage(MONITOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(DISPATCHER);

    @ArchTest
    static final ArchRule theDispatcherDoesNotKnowTheMonitor = noClasses()
            .that()
            .resideInAPackage(DISPATCHER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MONITOR);

    @ArchTest
    static final ArchRule theProtocolKnowsJavaOnly = classes()
            .that()
            .resideInAPackage(PROTOCOL)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(PROTOCOL, "java..", ANNOTATIONS);

    @ArchTest
    static final ArchRule programsAreStartedInTheHostRoomOnly = noClasses()
            .that()
            .resideOutsideOfPackage(HOST)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class);

    @ArchTest
    static final ArchRule nothingIsStartedThroughRuntime = noClasses()
            .should()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class, String[].class);

    @ArchTest
    static final ArchRule internetAddressesAreKnownForUpsdAndNamesOnly = noClasses()
            .that()
            .resideOutsideOfPackages(UPSD, NAMES)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(INTERNET);

    @ArchTest
    static final ArchRule streamSocketsAreOpenedForUpsdAndTheOperatorOnly = noClasses()
            .that()
            .resideOutsideOfPackages(UPSD, OPERATOR, HOST)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(STREAM_SOCKETS);

    @ArchTest
    static final ArchRule nettySocketsAreOpenedForUpsdAndNamesOnly = noClasses()
            .that()
            .resideOutsideOfPackages(UPSD, NAMES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty.channel.socket..");

    @ArchTest
    static final ArchRule nettyIsKnownOnItsLoopForUpsdForNamesAndInTheMainOnly = noClasses()
            .that()
            .resideOutsideOfPackages(LOOP, UPSD, NAMES, MONITOR_MAIN)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule certificatesAndKeysAreKnownInTheTlsRoomOnly = noClasses()
            .that()
            .resideOutsideOfPackage(TLS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.bouncycastle..", "javax.net.ssl..", "java.security.cert..", "io.netty.handler.ssl..");

    @ArchTest
    static final ArchRule systemCallsAreMadeInTheNativeRoomsOnly = noClasses()
            .that()
            .resideOutsideOfPackages(JAIL, HOST)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jnr..", "com.kenai..", "com.sun.jna..");

    @ArchTest
    static final ArchRule jsonIsKnownInTheJournalAndForTheOperatorOnly = noClasses()
            .that()
            .resideOutsideOfPackages(JOURNAL, OPERATOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule theDecisionIsPure = pure(DECIDE);

    @ArchTest
    static final ArchRule theStatusIsPure = pure(STATUS);

    @ArchTest
    static final ArchRule theDecisionReadsNoClock = impureNothing(DECIDE);

    @ArchTest
    static final ArchRule theStatusReadsNoClock = impureNothing(STATUS);

    /** Deadlines are of System.nanoTime, which nobody sets; these write the time down, read it typed, or look at a certificate. */
    @ArchTest
    static final ArchRule noDeadlineIsOfAClockThatMayBeSet = noClasses()
            .that()
            .haveNameNotMatching("org\\.upsjail\\.dispatcher\\.(Asking|journal\\.Journal|journal\\.JournalStart)"
                    + "|org\\.upsjail\\.monitor\\.upsd\\.tls\\.TlsClient")
            .should()
            .accessTargetWhere(WALL_CLOCK);

    @ArchTest
    static final ArchRule packagesOfTheProtocolPointOneWay = acyclic("org.upsjail.protocol");

    @ArchTest
    static final ArchRule packagesOfTheMonitorPointOneWay = acyclic(MONITOR_MAIN);

    @ArchTest
    static final ArchRule packagesOfTheDispatcherPointOneWay = acyclic("org.upsjail.dispatcher");

    @ArchTest
    static final ArchRule noClassIsNamedByWhatItIsNot = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager");

    @ArchTest
    static final ArchRule noPackageIsADrawer =
            noClasses().should().resideInAnyPackage("..util..", "..common..", "..manager..", "..helper..");

    private static ArchRule pure(String room) {
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "java.time..",
                        PROTOCOL,
                        room,
                        ANNOTATIONS);
    }

    private static ArchRule impureNothing(String room) {
        return noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(IMPURE)
                .orShould()
                .accessTargetWhere(WALL_CLOCK)
                .orShould()
                .accessTargetWhere(DICE);
    }

    /** Every package is a room, the module's own among them. */
    private static ArchRule acyclic(String module) {
        SliceAssignment rooms = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                String room = javaClass.getPackageName();
                return room.equals(module) || room.startsWith(module + ".")
                        ? SliceIdentifier.of(room)
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of " + module;
            }
        };
        return slices().assignedFrom(rooms).should().beFreeOfCycles();
    }
}
