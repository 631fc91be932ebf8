// SPDX-License-Identifier: Apache-2.0
package org.upsjail.it.chaos;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.upsjail.it.installed.Setup;
import org.upsjail.it.installed.SmallDisk;
import org.upsjail.it.upsd.SimulatedUpsd;

/** What upsjail is started on in a life: servers, configuration, handlers, and a disk of its own for the journal. */
final class Site implements AutoCloseable {

    /** Kibibytes: a life's journal, and as much again. */
    private static final int DISK = 1024;

    private final World world;
    private final Map<String, SimulatedUpsd> servers;
    private final Map<String, String> names;
    private final Setup setup;
    private final ChaosHandlers handlers;
    private final SmallDisk disk;

    private Site(
            World world,
            Map<String, SimulatedUpsd> servers,
            Map<String, String> names,
            Setup setup,
            ChaosHandlers handlers,
            SmallDisk disk) {
        this.world = world;
        this.servers = servers;
        this.names = names;
        this.setup = setup;
        this.handlers = handlers;
        this.disk = disk;
    }

    static Site of(World world) throws IOException, InterruptedException {
        Setup setup = Setup.quick();
        ChaosHandlers handlers = ChaosHandlers.create();
        setup.upsmon("MINSUPPLIES " + world.minSupplies());
        setup.upsmon("NOTIFYCMD " + handlers.notifyCommand(), "SHUTDOWNCMD " + handlers.shutdownCommand());
        Map<String, SimulatedUpsd> servers = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        for (String server : world.servers()) {
            List<String> served = world.upses().stream()
                    .filter(ups -> server.equals(world.serverOf().get(ups)))
                    .toList();
            SimulatedUpsd upsd = SimulatedUpsd.serving(served.toArray(String[]::new));
            servers.put(server, upsd);
            for (String ups : served) {
                names.put(upsd.system(ups), ups);
                if (world.primary()) {
                    setup.primaryOf(upsd.system(ups));
                } else {
                    setup.secondaryOf(upsd.system(ups));
                }
            }
        }
        SmallDisk disk = SmallDisk.at(setup.directory().resolve("state"), DISK);
        return new Site(world, Map.copyOf(servers), Map.copyOf(names), setup, handlers, disk);
    }

    World world() {
        return world;
    }

    /** The server of that name. */
    SimulatedUpsd server(String name) {
        SimulatedUpsd found = servers.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no server " + name);
        }
        return found;
    }

    SimulatedUpsd serverOf(String ups) {
        return server(world.serverOf().getOrDefault(ups, ""));
    }

    /** What a UPS is called here, by its name in upsmon.conf; the latter where it is none of these. */
    String shortName(String system) {
        return names.getOrDefault(system, system);
    }

    Setup setup() {
        return setup;
    }

    ChaosHandlers handlers() {
        return handlers;
    }

    SmallDisk disk() {
        return disk;
    }

    @Override
    public void close() throws IOException {
        servers.values().forEach(SimulatedUpsd::close);
        try (setup;
                handlers) {
            disk.close();
        }
    }
}
