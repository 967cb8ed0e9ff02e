package io.migrationledger.audit.report.content;

import io.migrationledger.audit.report.content.Entry.Outcome;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Doubt;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins the events of one migration to entries. Keeps the newest alone, so that one that ran a thousand times takes no more
 * room than another; and of each attempt no list of its statements.
 */
final class Entries {
    /** How many entries of one migration are told. */
    static final int KEPT = 50;

    private final Deque<Entry> kept = new ArrayDeque<>();
    private LedgerEvent.@Nullable Started open;
    private long last;
    private int done;
    private long all;

    /** Takes the next event; returns the entry that it ends, or null where it ends none. */
    @Nullable
    Entry add(LedgerEvent event) {
        Entry cutOff = event instanceof LedgerEvent.Started ? close(null) : null;
        last = event.sequence();
        done = event.header().done();
        if (event instanceof LedgerEvent.Started started) {
            open = started;
            return cutOff;
        }
        return event.type() == EventType.STEP ? null : close(event);
    }

    /** Returns the entries, the oldest first, an open one at the end. */
    List<Entry> newest() {
        Entry unended = open == null ? null : entry(open, null);
        List<Entry> entries = new ArrayList<>(kept);
        if (unended != null) {
            entries.add(unended);
        }
        return entries;
    }

    /** Returns how many older entries are not kept. */
    long older() {
        return all - kept.size();
    }

    private @Nullable Entry close(@Nullable LedgerEvent end) {
        Entry entry;
        if (end != null && (open == null || isDeclared(end))) {
            // What a person declares does not end an attempt that is open, but for an answer to how it ended.
            entry = entry(end, end);
        } else if (open != null) {
            entry = entry(open, end);
            open = null;
        } else {
            return null;
        }
        all++;
        kept.add(entry);
        if (kept.size() > KEPT) {
            kept.remove();
        }
        return entry;
    }

    private static boolean isDeclared(LedgerEvent end) {
        return switch (end.origin()) {
            case EXECUTED, ERROR, INTERRUPTED, RESOLVED -> false;
            case ADOPTED -> end.type() != EventType.FAILED;
            case BASELINED, ACCEPTED, FORGOTTEN, SQUASHED, DECLARED -> true;
        };
    }

    /** An answer to how an attempt ended ran nothing itself. */
    private static boolean isAnswerAlone(LedgerEvent begin, LedgerEvent end) {
        return end == begin && end.origin() == Origin.RESOLVED;
    }

    private Entry entry(LedgerEvent begin, @Nullable LedgerEvent end) {
        EventHeader header = begin.header();
        LedgerEvent shown = end == null ? begin : end;
        Optional<LedgerEvent.Started> started =
                begin instanceof LedgerEvent.Started attempt ? Optional.of(attempt) : Optional.empty();
        Optional<Adopted> adopted = Adopted.of(shown).map(Entries::withoutRow);
        return new Entry(
                header.sequence(),
                end == null ? Math.max(header.sequence(), last) : end.sequence(),
                header.batch(),
                // Who finds that an attempt was cut off did not make it.
                (shown.origin() == Origin.INTERRUPTED ? begin : shown).header().actor(),
                header.recordedAt(),
                outcome(begin, end),
                header.direction(),
                shown.origin(),
                end == null ? done : end.header().done(),
                started.map(LedgerEvent.Started::statements).orElse(0),
                started.map(LedgerEvent.Started::strategy),
                took(end, adopted),
                error(end),
                doubt(end),
                reason(end),
                adopted,
                shown.header().checksum(),
                end instanceof LedgerEvent.Applied applied ? applied.replaces().size() : 0,
                shown.touched(),
                begin.script(),
                begin.keptDown().isPresent());
    }

    private static Outcome outcome(LedgerEvent begin, @Nullable LedgerEvent end) {
        if (end == null) {
            return Outcome.OPEN;
        }
        if (isDeclared(end) || isAnswerAlone(begin, end)) {
            return Outcome.DECLARED;
        }
        if (end instanceof LedgerEvent.Failed failed) {
            if (failed.doubt().isPresent()) {
                return Outcome.IN_DOUBT;
            }
            return failed.header().done() > 0 ? Outcome.PART_WAY : Outcome.FAILED;
        }
        return end.type() == EventType.APPLIED ? Outcome.APPLIED : Outcome.ROLLED_BACK;
    }

    /** Of what was cut off, the ledger knows the time of its last mark alone: that is not its time. */
    private static Optional<Duration> took(@Nullable LedgerEvent end, Optional<Adopted> adopted) {
        if (adopted.isPresent()) {
            return adopted.get().took();
        }
        return Optional.ofNullable(end)
                .filter(event -> event.origin() != Origin.INTERRUPTED && !isDeclared(event))
                .map(event -> event.header().elapsed())
                .filter(elapsed -> !elapsed.isZero());
    }

    private static Optional<Failure> error(@Nullable LedgerEvent end) {
        return end instanceof LedgerEvent.Failed failed ? failed.error() : Optional.empty();
    }

    private static Optional<Doubt> doubt(@Nullable LedgerEvent end) {
        return end instanceof LedgerEvent.Failed failed ? failed.doubt() : Optional.empty();
    }

    private static Optional<String> reason(@Nullable LedgerEvent end) {
        if (end instanceof LedgerEvent.Applied applied) {
            return applied.reason();
        }
        if (end instanceof LedgerEvent.Failed failed) {
            return failed.reason();
        }
        if (end instanceof LedgerEvent.Noted noted) {
            return noted.environment()
                    .map(name -> Optional.of(
                            noted.reason().map(text -> name + ": " + text).orElse(name)))
                    .orElse(noted.reason());
        }
        return end instanceof LedgerEvent.RolledBack back ? back.reason() : Optional.empty();
    }

    private static Adopted withoutRow(Adopted all) {
        return new Adopted(
                all.tool(),
                all.table(),
                all.key(),
                all.type(),
                all.at(),
                all.took(),
                all.by(),
                all.batch(),
                all.checksum(),
                all.file(),
                Map.of());
    }
}
