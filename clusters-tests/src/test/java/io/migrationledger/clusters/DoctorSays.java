package io.migrationledger.clusters;

import io.migrationledger.Migrator;
import io.migrationledger.audit.doctor.Doctor;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.spi.Finding;
import java.sql.Connection;
import java.util.List;

/** What {@code ledger doctor} finds on a server. */
final class DoctorSays {
    private DoctorSays() {}

    /** Returns the findings about one topic, level and words. */
    static List<String> of(Finding.Topic topic, Connection connection, MigrationSource migrations) {
        return new Doctor(Migrator.of(connection).source(migrations).build())
                .examine(true, true).stream()
                        .filter(finding -> finding.topic() == topic)
                        .map(finding -> finding.level() + " " + finding.what())
                        .toList();
    }
}
