package io.migrationledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.audit.export.ExportWriter;
import io.migrationledger.audit.question.PointInTime;
import io.migrationledger.migration.MigrationId;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An auditor's account may read the ledger's tables, and nothing else. */
class ReadOnlyAccountTest {
    private static final String PASSWORD = "Audit-7x9";

    @TempDir
    Path directory;

    /** AU-12. */
    @ParameterizedTest
    @EnumSource(Place.Kind.class)
    void readingNeedsSelectAlone(Place.Kind kind) throws Exception {
        Path migrations = Files.createDirectories(directory.resolve("migrations"));
        Files.writeString(migrations.resolve("0001_users.sql"), "CREATE TABLE users (id INT);");
        Files.writeString(migrations.resolve("0002_more.sql"), "INSERT INTO users VALUES (1);");
        try (Place place = kind.create(directory)) {
            place.migrator(migrations).build().migrate();
            Ledger own = place.ledger();
            long before = own.head().orElseThrow().sequence();
            Ledger auditor = Ledger.of(place.url(), account(kind, place));

            assertThat(auditor.verify()).isEqualTo(own.verify());
            assertThat(auditor.events()).isEqualTo(own.events());
            assertThat(auditor.status().lines()).hasSize(2);
            assertThat(auditor.statusAsOf(2).lines()).hasSize(1);
            PointInTime.Fold fold = PointInTime.after(2).fold();
            auditor.forEach(fold);
            assertThat(fold.newest()).isEqualTo(own.head().orElseThrow().sequence());
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            ByteArrayOutputStream same = new ByteArrayOutputStream();
            ExportWriter.write(auditor, file);
            ExportWriter.write(own, same);
            assertThat(file.toByteArray()).isEqualTo(same.toByteArray());

            assertThatThrownBy(() -> {
                        try (var session = auditor.lock(Duration.ZERO)) {
                            session.started(MigrationId.of("main", "3"), "x");
                        }
                    })
                    .as("it may write nothing")
                    .isInstanceOf(LedgerException.class);
            assertThat(own.head().orElseThrow().sequence()).isEqualTo(before);
        }
    }

    private static Properties account(Place.Kind kind, Place place) throws SQLException {
        Properties properties = new Properties();
        String name = "auditor_" + Long.toString(System.nanoTime(), 36);
        switch (kind) {
            case SQLITE -> properties.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY
            case POSTGRES -> {
                place.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'");
                for (String table :
                        place.rows("SELECT tablename FROM pg_tables WHERE tablename LIKE 'migration_ledger%'")) {
                    place.execute("GRANT SELECT ON " + table + " TO " + name);
                }
            }
            case MYSQL, MARIADB -> {
                // The server's default sends an encrypted password, for which it wants TLS or a key that the client
                // fetches.
                String with = kind == Place.Kind.MYSQL ? "WITH mysql_native_password " : "";
                place.execute("CREATE USER " + name + "@'%' IDENTIFIED " + with + "BY '" + PASSWORD + "'");
                for (String table : place.rows("SELECT table_name FROM information_schema.tables WHERE table_schema ="
                        + " DATABASE() AND table_name LIKE 'migration_ledger%'")) {
                    place.execute("GRANT SELECT ON " + table + " TO " + name + "@'%'");
                }
            }
        }
        if (kind != Place.Kind.SQLITE) {
            properties.setProperty("user", name);
            properties.setProperty("password", PASSWORD);
        }
        return properties;
    }
}
