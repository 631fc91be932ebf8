// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.upsjail.it.await.Deadline;
import org.upsjail.it.process.OutputLine;
import org.upsjail.it.process.RunningProgram;
import org.upsjail.it.process.TemporaryDirectory;

/**
 * An authority and what it has issued, in an NSS database as Debian's upsd reads it, made with NSS's own tools. Keys are
 * on P-256, which are made at once.
 */
public final class NssDatabase implements AutoCloseable {

    private static final String CERTUTIL = "/usr/bin/certutil";
    private static final Duration LIMIT = Deadline.OF_A_HANG;

    /** The name of the authority's certificate in the database. */
    private static final String AUTHORITY = "authority";

    /** Of the files on their way from one tool to the next. */
    private static final String TRANSPORT_PASSWORD = "transport";

    private final TemporaryDirectory directory = TemporaryDirectory.create("upsjail-nss-");
    private final String database = "sql:" + directory.path();
    private int serial;

    private NssDatabase() throws IOException {}

    /** With an authority of its own, valid from a year ago. */
    public static NssDatabase create() throws IOException, InterruptedException {
        NssDatabase made = new NssDatabase();
        try {
            byte[] noise = new byte[64];
            Files.write(made.noise(), noise);
            made.certutil("", "-N", "--empty-password");
            // Asked: is it an authority (y), how long may a path be (any), is that critical (y).
            made.issue("y\n\ny\n", AUTHORITY, "CN=test authority", -12, 36, List.of("-x", "-t", "CT,C,C", "-2"));
            return made;
        } catch (IOException | InterruptedException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** Where it is: CERTPATH of an upsd that is linked with NSS. */
    public Path path() {
        return directory.path();
    }

    /** A certificate for {@code localhost} and 127.0.0.1, valid now. */
    public NssDatabase issueForLoopback(String name) throws IOException, InterruptedException {
        return issueForLoopback(name, -1, 24);
    }

    /** As {@link #issueForLoopback(String)}, expired a month ago. */
    public NssDatabase issueExpired(String name) throws IOException, InterruptedException {
        return issueForLoopback(name, -3, 2);
    }

    /** A certificate for a name that no connection has. */
    public NssDatabase issueForAnother(String name) throws IOException, InterruptedException {
        return issueFor(name, "another.example.org", -1, 24, "dns:another.example.org");
    }

    private NssDatabase issueForLoopback(String name, int fromMonths, int months)
            throws IOException, InterruptedException {
        return issueFor(name, "localhost", fromMonths, months, "dns:localhost,ip:127.0.0.1");
    }

    private NssDatabase issueFor(String name, String commonName, int fromMonths, int months, String alternatives)
            throws IOException, InterruptedException {
        List<String> options = List.of("-c", AUTHORITY, "-t", ",,", "--extSAN", alternatives);
        issue("", name, "CN=" + commonName, fromMonths, months, options);
        return this;
    }

    /** The authority's certificate as a PEM file. */
    public Path authorityPem() throws IOException, InterruptedException {
        String pem = certutil("", "-L", "-n", AUTHORITY, "-a");
        return Files.writeString(directory.path().resolve("authority.pem"), pem);
    }

    /** Certificate, its authority's and its key, as NSS's own tool exports them. */
    public Path pkcs12(String name) throws IOException, InterruptedException {
        Path file = directory.path().resolve(name + ".p12");
        run(
                "",
                List.of(
                        "/usr/bin/pk12util",
                        "-d",
                        database,
                        "-n",
                        name,
                        "-o",
                        file.toString(),
                        "-W",
                        TRANSPORT_PASSWORD));
        return file;
    }

    /** What opens {@link #pkcs12}. */
    public static char[] transportPassword() {
        return TRANSPORT_PASSWORD.toCharArray();
    }

    /** The same as PEM, the key encrypted with {@code password}: the way our refusal of NSS databases names. */
    public Path pem(String name, String password) throws IOException, InterruptedException {
        Path file = directory.path().resolve(name + ".pem");
        run(
                "",
                List.of(
                        "/usr/bin/openssl",
                        "pkcs12",
                        "-in",
                        pkcs12(name).toString(),
                        "-passin",
                        "pass:" + TRANSPORT_PASSWORD,
                        "-out",
                        file.toString(),
                        "-passout",
                        "pass:" + password));
        return file;
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }

    private Path noise() {
        return directory.path().resolve("noise");
    }

    private void issue(String answers, String name, String subject, int fromMonths, int months, List<String> options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-S", "-n", name, "-s", subject));
        arguments.addAll(List.of("-k", "ec", "-q", "nistp256", "-z", noise().toString()));
        arguments.addAll(List.of("-m", Integer.toString(++serial)));
        arguments.addAll(List.of("-w", Integer.toString(fromMonths), "-v", Integer.toString(months)));
        arguments.addAll(options);
        certutil(answers, arguments.toArray(String[]::new));
    }

    private String certutil(String answers, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(CERTUTIL));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-d", database));
        return run(answers, command);
    }

    private String run(String input, List<String> command) throws IOException, InterruptedException {
        try (RunningProgram tool = RunningProgram.start(command, Map.of("PATH", "/usr/bin:/bin"), directory.path())) {
            try (OutputStream stdin = tool.stdin()) {
                stdin.write(input.getBytes(StandardCharsets.US_ASCII));
            }
            if (tool.awaitExit(LIMIT) != 0) {
                throw new IOException(command + ": " + tool.lines().entries());
            }
            return tool.lines().entries().stream()
                    .filter(line -> line.stream() == OutputLine.Stream.STDOUT)
                    .map(line -> line.text() + "\n")
                    .collect(Collectors.joining());
        }
    }
}
