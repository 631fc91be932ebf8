// SPDX-License-Identifier: Apache-2.0
package org.upsjail.protocol.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads upsmon.conf and the upsjail.conf beside it, whole, and refuses them whole. */
public final class ConfigurationReader {

    /** 2,000 MONITOR lines of 200 bytes, and as much again in comments. */
    static final int MAX_FILE_BYTES = 1 << 20;

    private final SecretPolicy secrets;
    private final ReadMemory memory;
    private final ConfigProblems problems = new ConfigProblems();
    private boolean anyReader;

    private ConfigurationReader(SecretPolicy secrets) {
        this(secrets, new ReadMemory());
    }

    ConfigurationReader(SecretPolicy secrets, ReadMemory memory) {
        this.secrets = secrets;
        this.memory = memory;
    }

    /** @throws ConfigException with every problem of both files when there is an error among them */
    public static Configuration read(Path upsmonConf, SecretPolicy secrets) throws ConfigException {
        return new ConfigurationReader(secrets).read(upsmonConf);
    }

    /**
     * The same of a copy that {@link #withoutSecrets} made: its permissions are its maker's business.
     *
     * @throws ConfigException when it is not as it was made
     */
    public static Configuration readAccepted(Path upsmonConf) throws ConfigException {
        ConfigurationReader reader = new ConfigurationReader(SecretPolicy.DROP);
        reader.anyReader = true;
        return reader.read(upsmonConf);
    }

    /**
     * The text of a file that was read without a problem, with every password taken out and every comment, too. It reads
     * as the same directives on the same lines, and has the same part in the digest.
     */
    public static String withoutSecrets(Path file) {
        ConfigurationReader reader = new ConfigurationReader(SecretPolicy.DROP);
        return ConfigText.of(reader.lines(file, false));
    }

    /**
     * RUNDIR for one who only wants to ask the dispatcher and may not be allowed to read its configuration: of the
     * upsjail.conf beside {@code upsmonConf}, else the default.
     */
    public static Path runDirectory(Path upsmonConf) {
        ConfigurationReader reader = new ConfigurationReader(SecretPolicy.DROP);
        List<ConfigLine> lines = reader.lines(upsmonConf.resolveSibling(UpsjailConf.FILE_NAME), false);
        return UpsjailConfReader.read(lines, reader.problems).runDirectory();
    }

    /** STATEDIR, for one who only wants to read the journal; as {@link #runDirectory}. */
    public static Path stateDirectory(Path upsmonConf) {
        ConfigurationReader reader = new ConfigurationReader(SecretPolicy.DROP);
        List<ConfigLine> lines = reader.lines(upsmonConf.resolveSibling(UpsjailConf.FILE_NAME), false);
        return UpsjailConfReader.read(lines, reader.problems).records().stateDirectory();
    }

    Configuration read(Path upsmonConf) throws ConfigException {
        Path upsjailConf = upsmonConf.resolveSibling(UpsjailConf.FILE_NAME);
        List<ConfigLine> upsmonLines = lines(upsmonConf, true);
        List<ConfigLine> upsjailLines = lines(upsjailConf, false);
        UpsmonConf upsmon = UpsmonConfReader.read(upsmonLines, problems);
        UpsjailConf upsjail = UpsjailConfReader.read(upsjailLines, problems);
        if (!anyReader) {
            new FilePermissions(upsmonConf, upsmon.runAsUser(), problems)
                    .check(upsjail.accepted().readableConfiguration());
        }
        if (!problems.hasErrors()) {
            new ConfigChecks(upsmonConf, problems).check(upsmon, upsjail);
        }
        if (problems.hasErrors()) {
            upsmonLines.forEach(line -> line.secret().ifPresent(Secret::wipe));
            upsjailLines.forEach(line -> line.secret().ifPresent(Secret::wipe));
            throw new ConfigException(problems.all());
        }
        String digest = ConfigDigest.of(List.of(upsmonLines, upsjailLines));
        return new Configuration(upsmon, upsjail, digest, problems.all());
    }

    private List<ConfigLine> lines(Path file, boolean required) {
        try (FileChannel in = FileChannel.open(file)) {
            ByteBuffer bytes = memory.bytes((int) Math.min(in.size(), MAX_FILE_BYTES) + 1);
            try {
                return lines(file, in, bytes);
            } finally {
                wipe(bytes);
            }
        } catch (NoSuchFileException absent) {
            if (required) {
                problems.error(file, 0, "the file does not exist", "create it or name another with -f");
            }
        } catch (IOException unreadable) {
            problems.error(file, 0, "the file cannot be read (" + unreadable + ")", "check its owner and mode");
        }
        return List.of();
    }

    private List<ConfigLine> lines(Path file, FileChannel in, ByteBuffer bytes) throws IOException {
        for (int read = 0; read >= 0 && bytes.hasRemaining(); ) {
            read = in.read(bytes);
        }
        if (bytes.position() > MAX_FILE_BYTES) {
            problems.error(file, 0, "the file is larger than " + MAX_FILE_BYTES + " bytes", "split the host's load");
            return List.of();
        }
        if (!bytes.hasRemaining()) {
            problems.error(file, 0, "the file grew while it was read", "try again");
            return List.of();
        }
        return new ConfigLexer(file, secrets, memory, problems).lex(bytes.flip());
    }

    private static void wipe(ByteBuffer bytes) {
        bytes.clear();
        while (bytes.hasRemaining()) {
            bytes.put((byte) 0);
        }
    }
}
