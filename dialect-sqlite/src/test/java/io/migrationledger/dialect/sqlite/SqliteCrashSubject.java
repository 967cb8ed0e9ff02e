package io.migrationledger.dialect.sqlite;

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
import java.util.stream.Stream;

/**
 * DDL, inserts, updates that must not run twice, a rebuild, VACUUM, temporary tables, settings, BEGIN … COMMIT, a script
 * without a statement; and a repeatable one.
 */
public final class SqliteCrashSubject implements CrashSubject {

    @Override
    public CrashDatabase newDatabase() throws IOException {
        Path directory = Files.createTempDirectory("ledger-crash");
        return new CrashDatabase("jdbc:sqlite:" + directory.resolve("crash.db"), "", "", () -> delete(directory));
    }

    @Override
    public MigrationSource migrations() {
        return Migrations.classpath("crash");
    }

    @Override
    public List<String> dump(Connection connection) throws SQLException {
        List<String> facts = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT type, name, sql FROM sqlite_master"
                        + " WHERE tbl_name NOT LIKE 'migration_ledger%' ORDER BY type, name")) {
            while (row.next()) {
                facts.add(row.getString(1) + " " + row.getString(2) + ": " + row.getString(3));
                if (row.getString(1).equals("table")) {
                    tables.add(row.getString(2));
                }
            }
        }
        for (String table : tables) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM \"" + table + "\" ORDER BY 1")) {
                while (row.next()) {
                    StringBuilder fact = new StringBuilder(table);
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        fact.append('|').append(row.getString(column));
                    }
                    facts.add(fact.toString());
                }
            }
        }
        return facts;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
