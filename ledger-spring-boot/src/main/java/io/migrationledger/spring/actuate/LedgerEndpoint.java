package io.migrationledger.spring.actuate;

import io.migrationledger.LedgerException;
import io.migrationledger.spring.MigratedDatabase;
import io.migrationledger.spring.MigratedDatabases;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/migrationledger}: where every migration stands, and what the ledger recorded last. Changes nothing. */
@Endpoint(id = "migrationledger")
public final class LedgerEndpoint {
    private final MigratedDatabases databases;
    private final int history;

    /** Reports on these, with as many events of each. */
    public LedgerEndpoint(MigratedDatabases databases, int history) {
        this.databases = databases;
        this.history = history;
    }

    /** Returns a report for each database by its name: its status, or the error in its place. */
    @ReadOperation
    public Map<String, @Nullable Object> migrations() {
        Map<String, @Nullable Object> reports = new LinkedHashMap<>();
        databases.forEach(database -> reports.put(database.name(), report(database)));
        return Map.of("databases", reports);
    }

    private Map<String, @Nullable Object> report(MigratedDatabase database) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("mode", database.start().mode().name());
        report.put("start", database.record().start().map(Reports::start).orElse(null));
        try {
            report.putAll(Reports.status(database.migrator().status()));
            report.put("history", Reports.history(database.migrator().ledger(), history));
        } catch (LedgerException e) {
            report.put("error", Reports.error(e));
        }
        return report;
    }
}
