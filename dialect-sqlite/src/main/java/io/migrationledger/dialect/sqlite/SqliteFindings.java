package io.migrationledger.dialect.sqlite;

import io.migrationledger.Advice;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.Finding.Topic;
import io.migrationledger.spi.support.Findings;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person should know of an SQLite database before migrations run on it. */
final class SqliteFindings {
    private final JdbcSql sql;
    private final String table;
    private final Optional<Path> file;
    private final Findings findings = new Findings();

    SqliteFindings(JdbcSql sql, String table, Optional<Path> file) {
        this.sql = sql;
        this.table = table;
        this.file = file;
    }

    List<Finding> all() {
        findings.look(Topic.STANDBY, this::writable);
        findings.look(Topic.LEDGER, this::ledger);
        findings.add(Finding.ok(Topic.CLOCK, "the database has no clock of its own: 0.0 s apart"));
        return findings.all();
    }

    private void writable() throws SQLException {
        if (sql.value("PRAGMA query_only").equals("1")) {
            findings.add(Finding.problem(
                    Topic.STANDBY,
                    "the connection may only read (query_only)",
                    Advice.of("Leave it out of the address.")));
            return;
        }
        if (file.isEmpty()) {
            findings.add(Finding.note(Topic.STANDBY, "the database is in memory: it ends with its connection"));
            return;
        }
        Path database = file.get();
        // SQLite makes its journal beside the file, and the lock between runners is a file there, too.
        Path directory =
                Optional.ofNullable(database.toAbsolutePath().getParent()).orElse(database);
        for (Path path : List.of(database, directory)) {
            if (!Files.isWritable(path)) {
                findings.add(Finding.problem(
                        Topic.PRIVILEGES,
                        path + " cannot be written by this user",
                        Advice.of("Give this user the right to write the file and its directory.")));
                return;
            }
        }
        findings.add(Finding.ok(
                Topic.PRIVILEGES,
                database + " and its directory can be written (journal_mode " + sql.value("PRAGMA main.journal_mode")
                        + ")"));
    }

    private void ledger() throws SQLException {
        List<String> columns = sql.rows("PRAGMA main.table_info(" + ObjectName.quote(table) + ")").stream()
                .map(row -> row.get(1))
                .toList();
        if (columns.isEmpty()) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        Set<String> lacks = Findings.missingColumns(columns);
        if (!lacks.isEmpty()) {
            wrong.add("it lacks the columns " + String.join(", ", lacks));
        }
        Set<String> here = new HashSet<>();
        sql.values("SELECT lower(type || ' ' || name) FROM main.sqlite_schema WHERE tbl_name = ? COLLATE NOCASE", table)
                .forEach(here::add);
        List<String> statements = new ArrayList<>();
        List<String> makes = SqliteTable.statements(table);
        List<String> parts =
                List.of("index _namespace", "trigger _no_update", "trigger _no_delete", "trigger _no_replace");
        for (int i = 0; i < parts.size(); i++) {
            String[] part = parts.get(i).split(" ", 2);
            if (!here.contains(part[0] + " " + (table + part[1]).toLowerCase(Locale.ROOT))) {
                wrong.add("the " + part[0] + " " + table + part[1] + " is missing");
                statements.add(makes.get(i + 1));
            }
        }
        findings.add(
                wrong.isEmpty()
                        ? Finding.ok(Topic.LEDGER, "the table has its columns, index and triggers")
                        : Finding.problem(
                                Topic.LEDGER,
                                "the ledger's table is not as it was made: " + String.join("; ", wrong),
                                Advice.of("Find out who changed it."
                                        + (statements.isEmpty()
                                                ? ""
                                                : " What is missing is made by: " + String.join("; ", statements)
                                                        + "."))));
    }
}
