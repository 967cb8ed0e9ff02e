package io.migrationledger.dialect.mysql.write;

import io.migrationledger.Ledger;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.sql.SqlSplitter;
import io.migrationledger.sql.SqlSyntaxes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Runs what the writer writes, in a database that is emptied by making it anew. */
final class Trial {
    private static final int ROUNDS = 3;

    private final Connection connection;
    private final boolean mariadb;
    private final String database;
    private final List<String> log = new ArrayList<>();

    Trial(Connection connection, boolean mariadb) throws SQLException {
        this.connection = connection;
        this.mariadb = mariadb;
        this.database = connection.getCatalog();
    }

    void empty() throws SQLException {
        execute("DROP DATABASE `" + database + "`");
        execute("CREATE DATABASE `" + database + "` CHARACTER SET utf8mb4");
        execute("USE `" + database + "`");
        log.clear();
    }

    void execute(String sql) throws SQLException {
        log.add(sql);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + "\n" + sql, e);
        }
    }

    /** Begins a new list of the statements that have run. */
    void forget() {
        log.clear();
    }

    Snapshot build(String script) throws SQLException {
        empty();
        for (String statement : Pair.statements(script)) {
            execute(statement);
        }
        log.clear();
        return snapshot();
    }

    Snapshot snapshot() {
        return Ledger.of(connection).snapshot();
    }

    SchemaWriter writer() {
        return Ledger.of(connection).schemaWriter().orElseThrow();
    }

    /** Leads to the schema from what is there; returns what goes wrong, or nothing. */
    List<String> leadTo(Snapshot to) {
        List<String> wrong = new ArrayList<>();
        Snapshot at = snapshot();
        for (int rounds = 0; rounds < ROUNDS && !at.hash().equals(to.hash()); rounds++) {
            SchemaScript script = writer().script(at, to);
            script.unwritten().forEach(line -> wrong.add("unwritten: " + line));
            if (!wrong.isEmpty()) {
                return wrong;
            }
            wrong.addAll(cut(script));
            for (SchemaStatement statement : script.statements()) {
                try {
                    execute(statement.sql());
                } catch (SQLException e) {
                    wrong.add("fails: " + e.getMessage() + "\n" + statement.sql());
                    return wrong;
                }
            }
            at = snapshot();
        }
        if (!at.hash().equals(to.hash())) {
            wrong.add("leads elsewhere by\n" + String.join(";\n", log) + "\n" + at.text() + "\n" + to.text());
        } else if (!writer().script(at, to).statements().isEmpty()) {
            wrong.add("statements between equal schemas");
        }
        return wrong;
    }

    /** The project's splitter has to find the same statements in a file that holds them. */
    private List<String> cut(SchemaScript script) {
        List<String> wrong = new ArrayList<>();
        for (SchemaStatement statement : script.statements()) {
            if (statement.sql().contains("ORACLE") || log.stream().anyMatch(sql -> sql.contains("ORACLE"))) {
                return wrong;
            }
            SqlSplitter splitter = new SqlSplitter(
                    statement.sql() + ";\nSELECT 1;\n", mariadb ? SqlSyntaxes.MARIADB : SqlSyntaxes.MYSQL, "script", 1);
            int count = 0;
            while (splitter.hasNext()) {
                splitter.next();
                count++;
            }
            if (count != 2) {
                wrong.add(count + " statements instead of 2: " + statement.sql());
            }
        }
        return wrong;
    }
}
