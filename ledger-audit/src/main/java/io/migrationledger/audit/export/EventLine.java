package io.migrationledger.audit.export;

import io.migrationledger.event.Actor;
import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.Json;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event as one line of JSON: every column of the ledger table, in its order. The detail is a text, as its bytes count. */
record EventLine(String type, String origin, EventHeader header) {

    static EventLine of(LedgerEvent event) {
        return new EventLine(event.type().name(), event.origin().name(), event.header());
    }

    String line() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("sequence", header.sequence());
        members.put("event", type);
        members.put("origin", origin);
        members.put("namespace", header.id().namespace());
        members.put("migration", header.id().value());
        members.put("direction", header.direction().name());
        members.put("checksum", header.checksum());
        members.put("done", header.done());
        members.put("batch", header.batch());
        members.put("run_id", header.runId());
        members.put("database_user", header.actor().databaseUser());
        members.put("os_user", header.actor().osUser());
        members.put("host", header.actor().host());
        members.put("application", header.actor().application());
        members.put("recorded_at", CanonicalEncoding.time(header.recordedAt()));
        members.put("elapsed_us", CanonicalEncoding.micros(header.elapsed()));
        members.put("unsettled", header.unsettled());
        members.put("applied_digest", header.appliedDigest().hex());
        members.put("detail", header.detail());
        members.put("previous_hash", header.previousHash());
        members.put("hash", header.hash());
        return Json.write(members);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException where it is not written just as an export writes it: another order, a member too
     *     many, a character escaped that needs no escape
     */
    static EventLine of(String line) {
        Members members = new Members(Json.object(line));
        EventLine read = new EventLine(members.text("event"), members.text("origin"), header(members));
        if (!read.line().equals(line)) {
            throw new IllegalArgumentException("it is not written as an export writes it");
        }
        return read;
    }

    private static EventHeader header(Members of) {
        return new EventHeader(
                of.number("sequence"),
                MigrationId.of(of.text("namespace"), of.text("migration")),
                Direction.valueOf(of.text("direction")),
                of.text("checksum"),
                Math.toIntExact(of.number("done")),
                Math.toIntExact(of.number("batch")),
                of.text("run_id"),
                new Actor(of.text("database_user"), of.text("os_user"), of.text("host"), of.text("application")),
                CanonicalEncoding.instant(of.text("recorded_at")),
                Duration.of(of.number("elapsed_us"), ChronoUnit.MICROS),
                Math.toIntExact(of.number("unsettled")),
                new AppliedDigest(of.text("applied_digest")),
                of.text("detail"),
                of.text("previous_hash"),
                of.text("hash"));
    }
}
