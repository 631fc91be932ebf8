// SPDX-License-Identifier: Apache-2.0
package org.upsjail.dispatcher.journal;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.upsjail.dispatcher.decide.KnownFact;

/** The kinds of records, each with its fields: a table. */
final class JournalKind<R extends JournalRecord> {

    private static final List<JournalKind<?>> ALL = List.of(
            new JournalKind<>(
                    "start",
                    JournalRecord.Started.class,
                    (fields, it) -> fields.put("boot", it.boot())
                            .put("upses", it.upses())
                            .put("pid", it.pid())
                            .put("resumed", it.resumed()),
                    fields -> new JournalRecord.Started(
                            fields.text("boot"), fields.text("upses"), fields.number("pid"), fields.flag("resumed"))),
            new JournalKind<>(
                    "stop", JournalRecord.Stopped.class, (fields, it) -> {}, fields -> new JournalRecord.Stopped()),
            new JournalKind<>(
                    "reload",
                    JournalRecord.Reloaded.class,
                    (fields, it) -> fields.put("upses", it.upses()),
                    fields -> new JournalRecord.Reloaded(fields.text("upses"))),
            new JournalKind<>(
                    "fact",
                    JournalRecord.Believed.class,
                    (fields, it) -> fields.put(it.fact()),
                    fields -> new JournalRecord.Believed(fields.fact())),
            new JournalKind<>(
                    "known",
                    JournalRecord.Known.class,
                    JournalKind::putKnown,
                    fields -> new JournalRecord.Known(knownOf(fields))),
            new JournalKind<>(
                    "last-told",
                    JournalRecord.LastTold.class,
                    (fields, it) -> fields.put(it.announcement()).put("at_ms", it.at()),
                    fields -> new JournalRecord.LastTold(fields.announcement(), fields.time("at_ms"))),
            new JournalKind<>(
                    "announced",
                    JournalRecord.Announced.class,
                    (fields, it) -> fields.put(it.announcement())
                            .put("execute", it.execute())
                            .put("believed", it.believed()),
                    fields -> new JournalRecord.Announced(
                            fields.announcement(), fields.flag("execute"), fields.flag("believed"))),
            new JournalKind<>(
                    "held",
                    JournalRecord.Held.class,
                    (fields, it) -> fields.put(it.announcement()).put("believed", it.believed()),
                    fields -> new JournalRecord.Held(fields.announcement(), fields.flag("believed"))),
            new JournalKind<>(
                    "command-started",
                    JournalRecord.CommandStarted.class,
                    (fields, it) -> fields.put("announced", it.announced()).put("repeat", it.repeat()),
                    fields -> new JournalRecord.CommandStarted(fields.number("announced"), fields.flag("repeat"))),
            new JournalKind<>(
                    "command-ended",
                    JournalRecord.CommandEnded.class,
                    (fields, it) -> fields.put("announced", it.announced())
                            .put("took_ms", it.took())
                            .put("status", it.status())
                            .put("failure", it.failure()),
                    fields -> new JournalRecord.CommandEnded(
                            fields.number("announced"),
                            fields.time("took_ms"),
                            fields.optionalNumber("status"),
                            fields.optional("failure"))),
            new JournalKind<>(
                    "commands-known",
                    JournalRecord.CommandsKnown.class,
                    (fields, it) -> {},
                    fields -> new JournalRecord.CommandsKnown()),
            new JournalKind<>(
                    "still-to-run",
                    JournalRecord.StillToRun.class,
                    (fields, it) -> fields.put(it.announcement())
                            .put("announced", it.announced())
                            .put("started", it.started()),
                    fields -> new JournalRecord.StillToRun(
                            fields.number("announced"), fields.announcement(), fields.flag("started"))),
            new JournalKind<>(
                    "wall-ended",
                    JournalRecord.WallEnded.class,
                    (fields, it) -> fields.put("announced", it.announced())
                            .put("took_ms", it.took())
                            .put("status", it.status())
                            .put("failure", it.failure()),
                    fields -> new JournalRecord.WallEnded(
                            fields.number("announced"),
                            fields.time("took_ms"),
                            fields.optionalNumber("status"),
                            fields.optional("failure"))),
            new JournalKind<>(
                    "decision",
                    JournalRecord.Decided.class,
                    (fields, it) -> fields.put("line", it.line()),
                    fields -> new JournalRecord.Decided(fields.text("line"))),
            new JournalKind<>(
                    "shutdown",
                    JournalRecord.Shutdown.class,
                    (fields, it) -> fields.put("under_way", it.underWay()),
                    fields -> new JournalRecord.Shutdown(fields.flag("under_way"))),
            new JournalKind<>(
                    "shutdown-command-started",
                    JournalRecord.ShutdownCommandStarted.class,
                    (fields, it) -> {},
                    fields -> new JournalRecord.ShutdownCommandStarted()),
            new JournalKind<>(
                    "shutdown-command-ended",
                    JournalRecord.ShutdownCommandEnded.class,
                    (fields, it) -> fields.put("status", it.status()).put("failure", it.failure()),
                    fields -> new JournalRecord.ShutdownCommandEnded(
                            fields.optionalNumber("status"), fields.optional("failure"))),
            new JournalKind<>(
                    "monitor-ready",
                    JournalRecord.MonitorReady.class,
                    (fields, it) -> fields.put("pid", it.pid()),
                    fields -> new JournalRecord.MonitorReady(fields.number("pid"))),
            new JournalKind<>(
                    "monitor-lost",
                    JournalRecord.MonitorLost.class,
                    (fields, it) -> fields.put("pid", it.pid()).put("why", it.why()),
                    fields -> new JournalRecord.MonitorLost(fields.number("pid"), fields.text("why"))),
            new JournalKind<>(
                    "violation",
                    JournalRecord.Violated.class,
                    (fields, it) -> fields.put("pid", it.pid()).put("what", it.what()),
                    fields -> new JournalRecord.Violated(fields.number("pid"), fields.text("what"))),
            new JournalKind<>(
                    "gap",
                    JournalRecord.Gap.class,
                    (fields, it) -> fields.put("lost", it.lost()),
                    fields -> new JournalRecord.Gap(fields.number("lost"))),
            new JournalKind<>(
                    "alive", JournalRecord.Alive.class, (fields, it) -> {}, fields -> new JournalRecord.Alive()));

    private final String name;
    private final Class<R> type;
    private final BiConsumer<JournalFields, R> write;
    private final Function<JournalFields, JournalRecord> read;

    private JournalKind(
            String name,
            Class<R> type,
            BiConsumer<JournalFields, R> write,
            Function<JournalFields, JournalRecord> read) {
        this.name = name;
        this.type = type;
        this.write = write;
        this.read = read;
    }

    /** Puts the fields of {@code record}; gives the name of its kind. */
    static String write(JournalRecord record, JournalFields fields) {
        for (JournalKind<?> kind : ALL) {
            if (kind.type.isInstance(record)) {
                return kind.writeOwn(record, fields);
            }
        }
        throw new IllegalStateException("no kind for " + record);
    }

    /** Empty for a kind that is not known, as a later version may have. */
    static Optional<JournalRecord> read(String name, JournalFields fields) {
        return ALL.stream().filter(kind -> kind.name.equals(name)).findFirst().map(kind -> kind.read.apply(fields));
    }

    private String writeOwn(JournalRecord record, JournalFields fields) {
        write.accept(fields, type.cast(record));
        return name;
    }

    private static void putKnown(JournalFields fields, JournalRecord.Known it) {
        KnownFact known = it.known();
        fields.put(known.fact()).put("since_ms", known.since());
        known.latchedSince().ifPresent(since -> fields.put("latched_ms", since));
    }

    private static KnownFact knownOf(JournalFields fields) {
        return new KnownFact(
                fields.fact(),
                fields.time("since_ms"),
                fields.has("latched_ms") ? Optional.of(fields.time("latched_ms")) : Optional.empty());
    }
}
