// SPDX-License-Identifier: Apache-2.0
package org.upsjail.monitor.names;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upsjail.monitor.names.DnsAnswer.Outcome;

/**
 * A decoded response to an answer. Only the answer section counts, and in it only the name asked for and its aliases:
 * no server is asked that a response names.
 */
final class DnsAnswerReader {

    /** Followed in one response; nobody's chain is as long, and a loop ends here. */
    static final int MAX_ALIASES = 16;

    private final DnsQuestion question;
    private final Map<String, String> aliases = new HashMap<>();
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();
    private long timeToLive = Long.MAX_VALUE;

    private DnsAnswerReader(DnsQuestion question) {
        this.question = question;
    }

    /** Whether the response repeats the question, as it must. */
    static boolean answers(DnsResponse response, DnsQuestion question) {
        if (response.count(DnsSection.QUESTION) != 1) {
            return false;
        }
        DnsRecord asked = response.recordAt(DnsSection.QUESTION);
        return asked.type().equals(question.type())
                && asked.dnsClass() == question.dnsClass()
                && DnsName.canonical(asked.name()).equals(DnsName.canonical(question.name()));
    }

    /** Throws nothing on any response. */
    static DnsAnswer read(DnsResponse response, DnsQuestion question) {
        if (response.code().equals(DnsResponseCode.NXDOMAIN)) {
            return DnsAnswer.without(Outcome.UNKNOWN);
        }
        if (!response.code().equals(DnsResponseCode.NOERROR)) {
            return DnsAnswer.without(Outcome.FAILED);
        }
        DnsAnswerReader reader = new DnsAnswerReader(question);
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            reader.take(response.recordAt(DnsSection.ANSWER, i));
        }
        return reader.answer();
    }

    private void take(DnsRecord record) {
        if (!(record instanceof DnsRawRecord raw) || record.dnsClass() != DnsRecord.CLASS_IN) {
            return;
        }
        String owner = DnsName.canonical(record.name());
        if (record.type().equals(DnsRecordType.CNAME)) {
            alias(raw.content()).ifPresent(target -> aliases.putIfAbsent(owner, target));
        } else if (record.type().equals(question.type())) {
            address(raw.content())
                    .ifPresent(address -> addresses
                            .computeIfAbsent(owner, first -> new ArrayList<>())
                            .add(address));
        } else {
            return;
        }
        timeToLive = Math.min(timeToLive, record.timeToLive());
    }

    private DnsAnswer answer() {
        String name = DnsName.canonical(question.name());
        for (int i = 0; i <= MAX_ALIASES; i++) {
            List<InetAddress> found = addresses.get(name);
            if (found != null) {
                return new DnsAnswer(Outcome.FOUND, found, Duration.ofSeconds(timeToLive));
            }
            String target = aliases.get(name);
            if (target == null) {
                return DnsAnswer.without(Outcome.UNKNOWN);
            }
            name = target;
        }
        return DnsAnswer.without(Outcome.FAILED);
    }

    private static Optional<String> alias(ByteBuf content) {
        try {
            return Optional.of(DnsName.canonical(DefaultDnsRecordDecoder.decodeName(content.duplicate())));
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    /** Of the length that belongs to its type; nothing that means everybody, or this host by not saying so. */
    private Optional<InetAddress> address(ByteBuf content) {
        boolean ipv4 = question.type().equals(DnsRecordType.A);
        if (content.readableBytes() != (ipv4 ? 4 : 16)) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByAddress(ByteBufUtil.getBytes(content));
            boolean usable = !address.isAnyLocalAddress() && !address.isMulticastAddress();
            return usable && ipv4 == address instanceof Inet4Address ? Optional.of(address) : Optional.empty();
        } catch (UnknownHostException wrongLength) {
            return Optional.empty();
        }
    }
}
