// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.escape;

import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.ObjectName;

/** What the JVM itself has to offer to whoever can run Java code in the monitor. */
@SuppressForbidden(reason = "an attacker does what is forbidden here")
final class JavaAttacks {

    private static final Path PASSWD = Path.of("/etc/passwd");

    private JavaAttacks() {}

    /** @param victim a process of the same account */
    static List<Attack> all(long victim) {
        return List.of(
                Attack.of("Runtime.exec", () -> {
                    Runtime.getRuntime().exec(new String[] {"/bin/true"}).waitFor();
                    return "";
                }),
                Attack.of("ProcessBuilder", () -> {
                    new ProcessBuilder("/bin/true").start().waitFor();
                    return "";
                }),
                Attack.of("Thread.start", () -> {
                    new Thread(() -> {}).start();
                    return "";
                }),
                Attack.of("Files.readString", () -> found(Files.readString(PASSWD))),
                Attack.of("FileInputStream", () -> {
                    new FileInputStream(PASSWD.toFile()).close();
                    return "";
                }),
                Attack.of("FileOutputStream", () -> {
                    File file = new File(
                            "/tmp/upsjail-escape-" + ProcessHandle.current().pid());
                    new FileOutputStream(file).close();
                    Files.delete(file.toPath());
                    return "";
                }),
                Attack.of("FileChannel.open", () -> {
                    FileChannel.open(PASSWD).close();
                    return "";
                }),
                Attack.of("File.exists", () -> PASSWD.toFile().exists() ? "" : "false"),
                Attack.of("File.list", () -> new File("/").list() == null ? "null" : ""),
                Attack.of("Files.list", () -> {
                    try (Stream<Path> entries = Files.list(Path.of("/"))) {
                        return entries.findAny().isPresent() ? "" : "empty";
                    }
                }),
                Attack.of("Files.isDirectory of /", () -> Files.isDirectory(Path.of("/")) ? "" : "false"),
                Attack.of("System.load", () -> {
                    System.load("/lib/x86_64-linux-gnu/libresolv.so.2");
                    return "";
                }),
                Attack.of("System.loadLibrary", () -> {
                    System.loadLibrary("prefs");
                    return "";
                }),
                // Outside this JVM is refused by the JDK, and the victim is no JVM.
                Attack.ofRoot("attach to another process", () -> {
                    VirtualMachine.attach(Long.toString(victim)).detach();
                    return "";
                }),
                Attack.of("JMX of this JVM", () -> {
                    ManagementFactory.getPlatformMBeanServer()
                            .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "OpenFileDescriptorCount");
                    return "";
                }),
                Attack.of("an RMI registry", () -> {
                    LocateRegistry.createRegistry(0);
                    return "";
                }),
                Attack.of("ServerSocket", () -> {
                    new ServerSocket(0).close();
                    return "";
                }),
                Attack.of("ServerSocketChannel", () -> {
                    ServerSocketChannel channel = ServerSocketChannel.open();
                    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                    channel.close();
                    return "";
                }),
                Attack.ofRoot("a Unix socket", () -> {
                    SocketChannel.open(UnixDomainSocketAddress.of("/run/systemd/private"))
                            .close();
                    return "";
                }),
                Attack.of(
                        "network interfaces",
                        () -> NetworkInterface.getNetworkInterfaces().hasMoreElements() ? "" : "none"),
                Attack.of("ProcessHandle.destroy", () -> {
                    Optional<ProcessHandle> process = ProcessHandle.of(victim);
                    return process.isPresent() ? "" : "not seen";
                }),
                Attack.of(
                        "ProcessHandle.allProcesses",
                        () -> ProcessHandle.allProcesses().findAny().isPresent() ? "" : "none"));
    }

    private static String found(String text) {
        return text.isEmpty() ? "empty" : "";
    }
}
