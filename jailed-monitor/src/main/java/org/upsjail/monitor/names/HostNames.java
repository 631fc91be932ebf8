// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The names of this configuration and what they came to. A name is asked for each time a connection is wanted, but not
 * twice at the same time and not while the last answer is good. Lives on the event loop.
 */
public final class HostNames {

    private final EventLoop loop;
    private final NameSources sources;
    private final AddressFamilies families;
    private final Consumer<String> log;

    /** Its descriptors are open before the jail, and stay so. */
    private final SecureRandom ids = new SecureRandom();

    private final Map<String, HostName> asked = new HashMap<>();

    /** @param log takes lines for an operator */
    public HostNames(EventLoop loop, NameSources sources, AddressFamilies families, Consumer<String> log) {
        this.loop = loop;
        this.sources = sources;
        this.families = families;
        this.log = log;
        ids.nextInt();
    }

    /** Whether the addresses of {@code host} were known before the jail and are never asked for. */
    public boolean isFixed(String host) {
        return sources.fixed().containsKey(DnsName.canonical(host));
    }

    /**
     * Looks {@code host} up; {@code heard} hears once, later, on the event loop. It waits for a resolver for at most
     * {@link HostName#PATIENCE} if an address of the host is known, else for at most {@link DnsLookup#LIMIT}.
     */
    public void lookUp(String host, Consumer<HostLookup> heard) {
        String name = DnsName.canonical(host);
        List<InetAddress> fixed = sources.fixed().get(name);
        if (fixed != null) {
            List<InetAddress> admitted = families.select(fixed);
            loop.execute(() -> heard.accept(new HostLookup(admitted, noneOf(families))));
        } else if (!DnsName.isAskable(host) && !sources.remembered().containsKey(name)) {
            loop.execute(() -> heard.accept(new HostLookup(List.of(), "host not found: not a name for DNS")));
        } else {
            asked.computeIfAbsent(name, this::newName).lookUp(heard);
        }
    }

    /** No address of {@code host} took a connection: what was answered last is not good any more. */
    public void disappointed(String host) {
        HostName name = asked.get(DnsName.canonical(host));
        if (name != null) {
            name.forgetAnswer();
        }
    }

    private HostName newName(String name) {
        List<InetAddress> remembered = families.select(sources.remembered().getOrDefault(name, List.of()));
        return new HostName(loop, remembered, families, line -> log.accept("host " + name + ": " + line), done -> {
            if (DnsName.isAskable(name)) {
                DnsLookup.start(loop, sources.dns(), families, ids, name, done);
            } else {
                loop.execute(() -> done.accept(DnsAnswer.without(DnsAnswer.Outcome.UNKNOWN)));
            }
        });
    }

    private static String noneOf(AddressFamilies families) {
        return switch (families) {
            case IPV4 -> "no IPv4 address, and -4 was asked for";
            case IPV6 -> "no IPv6 address, and -6 was asked for";
            case BOTH -> "host not found";
        };
    }
}
