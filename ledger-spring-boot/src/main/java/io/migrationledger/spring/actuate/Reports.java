package io.migrationledger.spring.actuate;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.StatusReport;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spring.StartRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the endpoint says, as maps that any JSON library writes. Names are those of {@code ledger status --format json}. */
final class Reports {
    private static final double NANOS_PER_MILLI = 1e6;

    private Reports() {}

    static Map<String, @Nullable Object> status(StatusReport report) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("database", report.database());
        map.put("head", report.head().map(Reports::head).orElse(null));
        map.put("migrations", report.lines().stream().map(Reports::line).toList());
        map.put("problems", report.problems().stream().map(Reports::problem).toList());
        map.put("notes", report.notes());
        return map;
    }

    static Map<String, @Nullable Object> error(LedgerException error) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("code", error.code().code());
        map.put("name", error.code().name());
        map.put("what", error.what());
        map.put("state", error.state());
        map.put("next", error.next());
        return map;
    }

    static Map<String, @Nullable Object> start(StartRecord.Ended start) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("at", start.at().toString());
        map.put("elapsedMillis", start.elapsed().toNanos() / NANOS_PER_MILLI);
        map.put("failed", start.failed());
        return map;
    }

    /** Returns the newest events, the newest last. Reads the whole ledger, and keeps no more than these. */
    static List<Map<String, @Nullable Object>> history(Ledger ledger, int limit) {
        Deque<LedgerEvent> newest = new ArrayDeque<>();
        ledger.forEach(event -> {
            newest.addLast(event);
            if (newest.size() > limit) {
                newest.removeFirst();
            }
        });
        List<Map<String, @Nullable Object>> events = new ArrayList<>();
        newest.forEach(event -> {
            Map<String, @Nullable Object> map = id(Optional.of(event.id()));
            map.putAll(event(event));
            events.add(map);
        });
        return events;
    }

    private static Map<String, @Nullable Object> head(LedgerEvent head) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("sequence", head.sequence());
        map.put("hash", head.header().hash());
        return map;
    }

    private static Map<String, @Nullable Object> line(StatusReport.Line line) {
        Map<String, @Nullable Object> map = id(Optional.of(line.id()));
        map.put("standing", line.standing().name());
        map.put("needsAttention", line.needsAttention());
        map.put("description", line.description());
        map.put("file", line.migration().map(Migration::location).orElse(null));
        map.put("checksum", line.migration().map(Migration::checksum).orElse(null));
        map.put(
                "inEffect",
                line.state()
                        .flatMap(MigrationState::inEffect)
                        .map(Reports::event)
                        .orElse(null));
        map.put(
                "lastEvent",
                line.state().map(MigrationState::last).map(Reports::event).orElse(null));
        map.put("unfinished", line.unfinished().map(Reports::unfinished).orElse(null));
        return map;
    }

    private static Map<String, @Nullable Object> unfinished(StatusReport.Unfinished of) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("what", of.what());
        map.put("now", of.now());
        map.put("next", of.next());
        return map;
    }

    private static Map<String, @Nullable Object> problem(Problem problem) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("code", problem.code().code());
        map.put("name", problem.code().name());
        map.putAll(id(problem.id()));
        map.put("what", problem.what());
        map.put("next", problem.next());
        return map;
    }

    private static Map<String, @Nullable Object> id(Optional<MigrationId> id) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("namespace", id.map(MigrationId::namespace).orElse(null));
        map.put("id", id.map(MigrationId::value).orElse(null));
        return map;
    }

    private static Map<String, @Nullable Object> event(LedgerEvent event) {
        EventHeader header = event.header();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("sequence", event.sequence());
        map.put("event", event.type().name());
        map.put("origin", event.origin().name());
        map.put("checksum", header.checksum());
        map.put("recordedAt", header.recordedAt().toString());
        map.put("by", header.actor().describe());
        map.put("application", header.actor().application());
        map.put("batch", header.batch());
        map.put("elapsedMillis", header.elapsed().toNanos() / NANOS_PER_MILLI);
        return map;
    }
}
