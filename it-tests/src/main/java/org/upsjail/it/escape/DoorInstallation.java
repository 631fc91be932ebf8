// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.upsjail.it.installed.Installation;

/** A copy of the installation whose monitor has a {@link Door}: the same launcher, flags and jar, and one jar more. */
public record DoorInstallation(Installation installation, Path monitorJar, Path doorJar) {

    private static final String OWN_PROGRAM = "-cp \"$jar\" org.upsjail.monitor.MonitorMain";

    private static final String START = "exec env -i ";

    /** Each start takes the next line of a file, and is honest when there is none left. */
    private static final String TRAITOR = """
            treachery=$(head -n 1 "$home/treacheries")
            sed -i 1d "$home/treacheries"
            program="-cp $jar org.upsjail.monitor.MonitorMain"
            if [ -n "$treachery" ]; then
              program="-Dupsjail.escape.deed=BETRAY -Dupsjail.escape.treachery=$treachery -Dupsjail.escape.seed=@SEED@"
              program="$program -Dupsjail.escape.digest=@DIGEST@ -Dupsjail.escape.ups=@UPS@"
              program="$program -cp $jar:$home/lib/door.jar org.upsjail.it.escape.Door"
            fi
            """;

    /** @param victim a process of the monitor's account */
    public static DoorInstallation in(Path directory, Door.Deed deed, long victim) throws IOException {
        Installation built = Installation.built();
        String launcher = Files.readString(built.upsjailMonitor());
        if (!launcher.contains(OWN_PROGRAM)) {
            throw new IOException("the launcher of the monitor no longer has " + OWN_PROGRAM);
        }
        String door = "-D" + Door.DEED + "=" + deed + " -D" + Door.VICTIM + "=" + victim
                + " -cp \"$jar:$home/lib/door.jar\" " + Door.class.getName();
        Installation copy = built.withMonitor(directory, launcher.replace(OWN_PROGRAM, door));
        Path doorJar = directory.resolve("lib/door.jar");
        writeDoor(doorJar);
        return new DoorInstallation(copy, directory.resolve("lib/upsjail-monitor.jar"), doorJar);
    }

    /**
     * One whose monitors betray in turn, each by one of {@code treacheries}; those after them are honest.
     *
     * @param ups the only one of the configuration, which has {@code digest}
     */
    public static DoorInstallation ofTraitors(
            Path directory, List<Treachery> treacheries, String ups, String digest, long seed) throws IOException {
        Installation built = Installation.built();
        String launcher = Files.readString(built.upsjailMonitor());
        if (!launcher.contains(OWN_PROGRAM) || !launcher.contains(START)) {
            throw new IOException("the launcher of the monitor no longer has " + OWN_PROGRAM + " and " + START);
        }
        String choice =
                TRAITOR.replace("@UPS@", ups).replace("@DIGEST@", digest).replace("@SEED@", Long.toString(seed));
        String script = launcher.replace(OWN_PROGRAM, "$program").replace(START, choice + START);
        Installation copy = built.withMonitor(directory, script);
        Files.write(
                directory.resolve("treacheries"),
                treacheries.stream().map(Treachery::name).toList());
        Path doorJar = directory.resolve("lib/door.jar");
        writeDoor(doorJar);
        return new DoorInstallation(copy, directory.resolve("lib/upsjail-monitor.jar"), doorJar);
    }

    /** The command that makes the attacks where there is no jail. */
    public List<String> control(Path java, long victim) {
        return List.of(
                java.toString(),
                "-Xmx64m",
                "-Djffi.boot.library.path=" + monitorJar.resolveSibling("native/jni/x86_64-Linux"),
                "-D" + Door.VICTIM + "=" + victim,
                "-cp",
                monitorJar + ":" + doorJar,
                Door.class.getName());
    }

    /** The classes of this package in a jar: in the jail no directory can be opened. */
    private static void writeDoor(Path jar) throws IOException {
        Path built = whereThisClassIs();
        if (Files.isDirectory(built)) {
            writeDoor(jar, built);
            return;
        }
        try (FileSystem packed = FileSystems.newFileSystem(built)) {
            writeDoor(jar, packed.getPath("/"));
        }
    }

    private static void writeDoor(Path jar, Path classes) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream door = new JarOutputStream(out);
                Stream<Path> files =
                        Files.list(classes.resolve(Door.class.getPackageName().replace('.', '/')))) {
            for (Path file : files.sorted().toList()) {
                door.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, door);
                door.closeEntry();
            }
        }
    }

    /** A directory or, once the module is packaged, a jar. */
    private static Path whereThisClassIs() throws IOException {
        try {
            return Path.of(Door.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }
}
