package io.migrationledger.adopt;

import io.migrationledger.AdoptOptions;
import io.migrationledger.conformance.crash.CrashSubject;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database that Flyway has migrated part-way: the first run takes that over and goes on. */
class AdoptionCrashSubject implements CrashSubject {
    private static final Map<String, String> SCRIPTS = Map.of(
            "V1__accounts.sql", "CREATE TABLE accounts (id INT PRIMARY KEY, balance INT NOT NULL);",
            "V2__first.sql", "INSERT INTO accounts VALUES (1, 100);",
            "V3__second.sql", "INSERT INTO accounts VALUES (2, 100);",
            "V4__transfer.sql",
                    "UPDATE accounts SET balance = balance - 10 WHERE id = 1;\n"
                            + "UPDATE accounts SET balance = balance + 10 WHERE id = 2;",
            "V5__notes.sql",
                    "CREATE TABLE notes (id INT PRIMARY KEY);\nUPDATE accounts SET balance = balance + 1 WHERE id = 2;",
            "R__view.sql", "UPDATE accounts SET balance = balance + 1000 WHERE id = 1;");

    /** As Flyway 13 makes it on SQLite, but for the types that all databases know. */
    private static final List<String> HISTORY = List.of(
            "CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL PRIMARY KEY, version VARCHAR(50), description"
                    + " VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INT,"
                    + " installed_by VARCHAR(100) NOT NULL, installed_on VARCHAR(40) NOT NULL, execution_time INT NOT NULL,"
                    + " success INT NOT NULL)",
            "CREATE TABLE accounts (id INT PRIMARY KEY, balance INT NOT NULL)",
            "INSERT INTO accounts VALUES (1, 1100)",
            "INSERT INTO accounts VALUES (2, 100)",
            row(1, "'1'", "SQL", "V1__accounts.sql"),
            row(2, "'2'", "SQL", "V2__first.sql"),
            row(3, "'3'", "SQL", "V3__second.sql"),
            row(4, "'3'", "UNDO_SQL", "U3__second.sql"),
            row(5, "'3'", "SQL", "V3__second.sql"),
            row(6, "NULL", "SQL", "R__view.sql"));

    private final Place.Kind kind;
    private final Path directory;

    AdoptionCrashSubject(Place.Kind kind, Path directory) {
        this.kind = kind;
        this.directory = directory;
    }

    private static String row(int rank, String version, String type, String script) {
        return "INSERT INTO flyway_schema_history VALUES (" + rank + ", " + version + ", 'of " + script + "', '" + type
                + "', '" + script + "', NULL, 'kim', '2024-01-02 03:04:05', 7, 1)";
    }

    @Override
    public CrashDatabase newDatabase() throws IOException, SQLException {
        Place place = kind.create(directory);
        place.execute(HISTORY.toArray(String[]::new));
        return new CrashDatabase(place.url(), place.user(), place.password(), place.end());
    }

    @Override
    public MigrationSource migrations() {
        return fileVariants -> source().migrations(fileVariants);
    }

    private MigrationSource source() {
        Path files = directory.resolve("migrations");
        try {
            if (!Files.exists(files)) {
                Files.createDirectory(files);
                for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
                    Files.writeString(files.resolve(script.getKey()), script.getValue());
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Migrations.directory(files);
    }

    @Override
    public Optional<AdoptOptions> adopt() {
        return Optional.of(AdoptOptions.ANY.from("flyway"));
    }

    /** With what was taken over, as it is in the ledger: that has to be there once, too. */
    @Override
    public List<String> dump(Connection connection) throws SQLException {
        List<String> facts = new ArrayList<>();
        for (String query : List.of(
                "SELECT * FROM accounts ORDER BY id",
                "SELECT * FROM notes",
                "SELECT * FROM flyway_schema_history ORDER BY installed_rank",
                "SELECT sequence, event, namespace, migration, checksum, detail FROM migration_ledger"
                        + " WHERE origin = 'ADOPTED' ORDER BY sequence")) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    StringBuilder fact = new StringBuilder();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        fact.append(row.getString(i)).append('|');
                    }
                    facts.add(fact.toString());
                }
            }
        }
        return facts;
    }
}
