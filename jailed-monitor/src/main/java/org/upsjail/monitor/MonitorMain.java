// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.upsjail.monitor.jail.AccountFile;
import org.upsjail.monitor.jail.Architecture;
import org.upsjail.monitor.jail.Descriptors;
import org.upsjail.monitor.jail.Jail;
import org.upsjail.monitor.jail.JailAccount;
import org.upsjail.monitor.jail.JailException;
import org.upsjail.monitor.jail.JailLimits;
import org.upsjail.monitor.jail.JailProof;
import org.upsjail.monitor.jail.NonBlockingOutput;
import org.upsjail.monitor.jail.Posix;
import org.upsjail.monitor.jail.Rehearsal;
import org.upsjail.monitor.names.HostNames;
import org.upsjail.monitor.names.NameSources;
import org.upsjail.monitor.names.NamesRehearsal;
import org.upsjail.monitor.outbound.FramePipe;
import org.upsjail.monitor.outbound.FrameRehearsal;
import org.upsjail.monitor.outbound.FrameWriter;
import org.upsjail.monitor.outbound.MonitorLog;
import org.upsjail.monitor.upsd.ConnectionSetup;
import org.upsjail.monitor.upsd.UpsLinks;
import org.upsjail.monitor.upsd.UpsdConnectors;
import org.upsjail.monitor.upsd.tls.TlsClient;
import org.upsjail.protocol.config.ConfigException;
import org.upsjail.protocol.config.Configuration;
import org.upsjail.protocol.config.ConfigurationReader;
import org.upsjail.protocol.config.SecretPolicy;

/**
 * The boot order of the jailed monitor, top to bottom. Each step is fatal: a monitor that is not wholly jailed does not
 * speak to a network.
 */
public final class MonitorMain {

    /** What was to be done before the jail is done, and no more was asked for. */
    static final int REHEARSED = 0;

    /** The set-up is wrong; the line on stderr says how. */
    static final int REFUSED = 1;

    /** EX_UNAVAILABLE: there is no dispatcher to report to. */
    static final int NO_DISPATCHER = 69;

    /** EX_SOFTWARE: something of ours or of the JVM's that nobody can go on after. */
    static final int FAULT = 70;

    /** EX_TEMPFAIL: it may go well the next time. */
    static final int NOT_NOW = 75;

    /** EX_NOPERM: something the jail must refuse was not refused. */
    static final int NOT_JAILED = 77;

    private MonitorMain() {}

    public static void main(String[] arguments) {
        run(arguments, (loop, log) -> {});
    }

    /** The same, with something else to be done first once the jail is closed. */
    public static void run(String[] arguments, Inmate inmate) {
        int status = REFUSED;
        try {
            MonitorOptions options = MonitorOptions.parse(arguments);
            if (options.check()) {
                check(options);
            } else {
                boot(options, inmate);
            }
            status = REHEARSED;
        } catch (ConfigException wrong) {
            wrong.problems().forEach(problem -> System.err.println(problem));
        } catch (NotJailed proof) {
            System.err.println(proof.getMessage());
            status = NOT_JAILED;
        } catch (JailException | IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
        } catch (IOException | ExecutionException | TimeoutException failed) {
            System.err.println("the monitor could not be prepared: " + failed);
            status = NOT_NOW;
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error fault) {
            // The event loop runs by now, and would keep a process that never says HELLO.
            endWithError(fault);
        }
        Runtime.getRuntime().halt(status);
    }

    private static void check(MonitorOptions options) throws ConfigException, JailException {
        Jail.requireRoot(Posix.bind());
        TlsClient.read(ConfigurationReader.read(options.configuration(), SecretPolicy.KEEP))
                .ifPresent(tls -> tls.warnings().forEach(warning -> System.err.println(warning)));
    }

    /** Returns after a rehearsal only. */
    private static void boot(MonitorOptions options, Inmate inmate)
            throws ConfigException, JailException, NotJailed, IOException, InterruptedException, ExecutionException,
                    TimeoutException {
        Descriptors descriptors = Descriptors.found();
        LoopRehearsal loopRehearsal = LoopRehearsal.begin(MonitorMain::endWithError);
        ReadingThread reading = ReadingThread.begin(options.configuration());
        Posix posix = Posix.bind();
        Jail.requireRoot(posix);
        // A rehearsal never gets to the jail, and the JVM writes down beside it what it has loaded.
        List<String> leaked = options.rehearsal() ? List.of() : descriptors.keepOnlyKnown(posix);
        Configuration configuration = reading.configuration();
        Optional<TlsClient> tls = TlsClient.read(configuration);
        Architecture architecture =
                Architecture.ofThisHost(configuration.upsjail().accepted().untestedArchitecture());
        int upsCount = configuration.upsmon().monitors().size();
        JailAccount account = new AccountFile(Path.of("/etc/passwd"))
                .resolve(configuration.upsjail().jailUser());
        Optional<Path> directory = Optional.of(configuration.upsjail().jailDirectory())
                .filter(whole -> !configuration.upsjail().accepted().withoutChroot());
        Jail jail = new Jail(posix, directory);
        jail.requireMeans();

        if (!options.rehearsal()) {
            InheritedPipes.require(account);
        }
        OutputStream pipe = FramePipe.open();
        NonBlockingOutput pipeNow = posix.nonBlockingOutput(FramePipe.LINK);
        posix.close(FramePipe.DESCRIPTOR);
        MonitorLog log = new MonitorLog(System.err, upsCount);
        if (!leaked.isEmpty()) {
            log.sayList("descriptors that nobody of ours opened were closed: ", leaked);
        }
        tls.ifPresent(client -> client.warnings().forEach(warning -> log.say(warning.toString())));
        FrameWriter frames = new FrameWriter(pipeNow::write, pipe, upsCount, MonitorMain::endWithoutDispatcher);
        JailProof proof = JailProof.standBy(posix, architecture);

        jail.dropToAccount(account);
        jail.confine(JailLimits.forUpses(upsCount, options.oneService()));
        loopRehearsal.confined();
        frames.rehearse();
        FrameRehearsal.play(configuration.digest());
        Rehearsal.ofJailRoom(posix, architecture, proof, directory);
        LoopRehearsal.Rehearsed rehearsed = loopRehearsal.awaitEnd();
        EventLoop loop = rehearsed.loop();
        HostNames names = new HostNames(loop, sourcesOfNames(configuration, loop, log), options.families(), log::say);
        UpsdConnectors connectors = new UpsdConnectors(
                loop,
                names,
                options.connectTimeout(),
                line -> tls.map(client -> client.setupFor(line, log::say)).orElse(ConnectionSetup.PLAIN));
        UpsLinks links = new UpsLinks(
                loop,
                configuration.upsmon(),
                connectors,
                frames::state,
                () -> {
                    frames.everythingStated();
                    rehearsed.polls().play(frames::rehearse, bytes -> {});
                    rehearsed.sockets().play(answers -> {});
                },
                log::say);
        JailedMonitor monitor = new JailedMonitor(loop, links, frames, log, Runtime.getRuntime()::halt);
        if (options.rehearsal() || !hostsOf(configuration).allMatch(names::isFixed)) {
            NamesRehearsal.play(loop);
        }
        reading.awaitEndWith(tls);
        if (options.rehearsal()) {
            return;
        }

        jail.chroot();
        jail.dropLastCapability();
        jail.forbidNewThreads();
        jail.seccomp(architecture);
        List<String> refused = prove(proof, loop);
        log.say("jailed: " + refused.size() + " forbidden acts were tried and refused"
                + (directory.isPresent() ? "" : "; REDUCED, without chroot"));
        if (Math.max(options.debugLevel(), configuration.upsmon().debugMin()) > 0) {
            log.sayList("refused inside: ", refused);
        }

        inmate.jailed(loop, log::say);
        monitor.live(configuration.digest(), System.in, !options.oneService());
        Thread.currentThread().join();
    }

    private static Stream<String> hostsOf(Configuration configuration) {
        return configuration.upsmon().monitors().stream()
                .map(monitor -> monitor.address().host());
    }

    private static NameSources sourcesOfNames(Configuration configuration, EventLoop loop, MonitorLog log)
            throws InterruptedException {
        return NameSources.ofThisHost(
                hostsOf(configuration).toList(), configuration.upsjail().nameServers(), loop, log::say);
    }

    private static List<String> prove(JailProof proof, EventLoop loop) throws NotJailed {
        try {
            return proof.prove(loop);
        } catch (JailException open) {
            throw new NotJailed(open);
        }
    }

    private static void endWithoutDispatcher(String why) {
        Runtime.getRuntime().halt(NO_DISPATCHER);
    }

    /** Not by the log's thread: it would not get to it. */
    private static void endWithError(Throwable error) {
        StackTraceElement[] stack = error.getStackTrace();
        System.err.println("the monitor ends by an error of its own, and is to be started again: "
                + error.getClass().getName() + (stack.length == 0 ? "" : " in " + stack[0]));
        Runtime.getRuntime().halt(FAULT);
    }

    /** Told apart from a refusal, because it means that a protection was thought to be there and is not. */
    private static final class NotJailed extends Exception {

        NotJailed(JailException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
