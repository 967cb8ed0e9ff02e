package io.migrationledger.schema.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.Migrator;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.schema.difference.SchemaChange;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DR-1 and DR-2: each kind of change behind the ledger's back is found and rightly named, and what changes by itself is not. */
class DriftOnServersTest {
    private static final String TABLE = "CREATE TABLE people (id INT NOT NULL PRIMARY KEY, email VARCHAR(40))";

    private static final String FOREIGN_KEY =
            "ALTER TABLE other ADD CONSTRAINT fk FOREIGN KEY (people) REFERENCES people (id)";

    /** Statements, and what the one change that each of them makes begins with; in order. */
    private final Map<String, String> changes = new LinkedHashMap<>();

    private final List<String> harmless = new ArrayList<>(
            List.of("INSERT INTO people VALUES (1, 'a')", "UPDATE people SET email = 'b'", "DELETE FROM people"));

    @TempDir
    Path directory;

    private void common(String intType) {
        changes.put("ALTER TABLE people ADD COLUMN city VARCHAR(40)", "table people, column city was added");
        changes.put("CREATE INDEX by_email ON people (email)", "table people, index by_email was added");
        changes.put("CREATE TABLE other (id " + intType + " NOT NULL, people INT)", "table other was added");
        changes.put("CREATE VIEW mails AS SELECT email FROM people", "view mails was added");
    }

    private void ofServers() {
        changes.put("DROP VIEW mails", "view mails was removed");
        changes.put("ALTER TABLE other ADD CONSTRAINT pk PRIMARY KEY (id)", "table other, ");
        changes.put(FOREIGN_KEY, "table other, "); // some make an index for it
        changes.put("ALTER TABLE people DROP COLUMN city", "table people, column city was removed");
    }

    private void checkOn(Connection connection) throws SQLException {
        Migrator migrator = Migrator.of(connection)
                .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, Map.of("0001_people.sql", TABLE + ";")))
                .keepSnapshots(true)
                .build();
        migrator.migrate();
        Ledger ledger = Ledger.of(connection);
        assertThat(drift(ledger)).isEmpty();
        for (String sql : harmless) {
            execute(connection, sql);
            assertThat(drift(ledger)).as(sql).isEmpty();
        }
        for (Map.Entry<String, String> change : changes.entrySet()) {
            execute(connection, change.getKey());
            List<String> found = drift(ledger);
            assertThat(found)
                    .as(change.getKey())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).startsWith(change.getValue()));
            migrator.acceptSchema("as the test wants it");
            assertThat(drift(ledger)).as(change.getKey()).isEmpty();
        }
        assertThat(ledger.verify().isIntact()).isTrue();
        assertThat(migrator.migrate().isUpToDate()).isTrue();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> drift(Ledger ledger) {
        return Drift.of(ledger, List.of()).changes().stream()
                .map(SchemaChange::toString)
                .toList();
    }

    @Test
    void sqlite() throws SQLException {
        common("INTEGER");
        changes.put("ALTER TABLE people RENAME COLUMN email TO mail", "");
        changes.put("DROP TABLE other", "table other was removed");
        changes.put(
                "CREATE TRIGGER touched AFTER INSERT ON people BEGIN SELECT 1; END",
                "table people, trigger touched was added");
        changes.put("DROP INDEX by_email", "table people, index by_email was removed");
        harmless.addAll(List.of("ANALYZE", "VACUUM", "REINDEX"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("drift.db"))) {
            checkOn(connection);
        }
    }

    @Test
    void postgres() throws SQLException {
        common("BIGINT");
        ofServers();
        changes.put(FOREIGN_KEY, "table other, foreign key fk was added");
        changes.put("ALTER TABLE people ALTER COLUMN email TYPE text", "table people, ");
        changes.put("ALTER TABLE people ALTER COLUMN email SET DEFAULT 'x'", "table people, column email: ");
        changes.put("ALTER TABLE people ALTER COLUMN email SET NOT NULL", "table people, column email: ");
        changes.put("ALTER TABLE people ADD CONSTRAINT long CHECK (length(email) > 1)", "table people, check long was");
        changes.put(
                "COMMENT ON COLUMN people.email IS 'mail'", "table people, column email: comment was not set, is mail");
        changes.put("CREATE SEQUENCE ticket", "sequence ticket was added");
        changes.put("ALTER SEQUENCE ticket INCREMENT BY 5", "sequence ticket: ");
        changes.put("CREATE TYPE mood AS ENUM ('sad')", "enum mood was added");
        changes.put("ALTER TYPE mood ADD VALUE 'happy'", "enum mood: ");
        changes.put("CREATE DOMAIN positive AS integer CHECK (VALUE > 0)", "domain positive was added");
        changes.put("CREATE TYPE place AS (street text)", "type place was added");
        changes.put("ALTER TYPE place ADD ATTRIBUTE number integer", "type place, ");
        changes.put(
                "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "function touch was added");
        changes.put(
                "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "function touch: ");
        changes.put(
                "CREATE TRIGGER touched BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch()",
                "table people, trigger touched was added");
        changes.put("ALTER TABLE people DISABLE TRIGGER touched", "table people, trigger touched: ");
        changes.put("CREATE POLICY own ON people USING (true)", "table people, policy own was added");
        changes.put(
                "CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM people",
                "materialized view counted was");
        changes.put("CREATE EXTENSION hstore", "extension hstore was added");
        changes.put("CREATE COLLATION german (provider = icu, locale = 'de')", "collation german was added");
        harmless.addAll(
                List.of("ANALYZE", "VACUUM people", "REINDEX TABLE people", "GRANT SELECT ON people TO PUBLIC"));
        on(TestServers.postgres().newDatabase());
    }

    @Test
    void mysql() throws SQLException {
        ofMysql();
        changes.put("CREATE INDEX downwards ON people (id DESC)", "table people, index downwards was added");
        changes.put("ALTER TABLE people ALTER INDEX downwards INVISIBLE", "table people, index downwards: ");
        on(TestServers.mysql8012().newDatabase());
    }

    @Test
    void mariadb() throws SQLException {
        ofMysql();
        changes.put("ALTER TABLE people ADD CONSTRAINT above CHECK (id > 0)", "table people, check above was added");
        changes.put("CREATE SEQUENCE ticket", "sequence ticket was added");
        changes.put("ALTER SEQUENCE ticket INCREMENT BY 5", "sequence ticket: ");
        on(TestServers.mariadb().newDatabase());
    }

    private void ofMysql() {
        common("BIGINT");
        ofServers();
        changes.put(
                "ALTER TABLE people MODIFY email VARCHAR(80)", "table people, column email: type was varchar(40), is");
        changes.put("ALTER TABLE people MODIFY email VARCHAR(80) NOT NULL", "table people, column email: ");
        changes.put("ALTER TABLE people ALTER COLUMN email SET DEFAULT 'x'", "table people, column email: ");
        changes.put("ALTER TABLE people COMMENT 'who buys'", "table people: comment was not set, is who buys");
        changes.put(
                "CREATE TRIGGER touched BEFORE INSERT ON people FOR EACH ROW SET NEW.email = 'x'",
                "table people, trigger touched was added");
        changes.put("CREATE PROCEDURE does() SELECT 1", "procedure does was added");
        changes.put("CREATE FUNCTION adds() RETURNS INT DETERMINISTIC RETURN 1", "function adds was added");
        changes.put("DROP FUNCTION adds", "function adds was removed");
        changes.put(
                "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO DELETE FROM people",
                "event nightly was added");
        harmless.addAll(List.of("ANALYZE TABLE people", "OPTIMIZE TABLE people"));
    }

    private void on(TestDatabase database) throws SQLException {
        try (database;
                Connection connection = database.connect()) {
            checkOn(connection);
        }
    }
}
