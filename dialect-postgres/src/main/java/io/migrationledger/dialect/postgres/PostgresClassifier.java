package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How statements of PostgreSQL relate to transactions. */
final class PostgresClassifier {
    private final SqlSyntax syntax;
    private String lastText = "";
    private @Nullable Words last;

    PostgresClassifier(SqlSyntax syntax) {
        this.syntax = syntax;
    }

    StatementClass classify(SqlStatement statement) {
        if (statement.clientCommand()) {
            return psqlCommand(statement.text());
        }
        Words words = words(statement);
        if (words.at("SET", "RESET")) {
            return setting(words);
        }
        if (words.begins("DISCARD", "ALL")) {
            return StatementClass.sessionAlone("DISCARD ALL refuses a transaction");
        }
        if (words.at("COPY")) {
            return copy(words, statement);
        }
        if (words.at("SELECT", "DO", "CALL", "WITH")
                && statement.text().toLowerCase(Locale.ROOT).contains("pg_advisory_unlock_all")) {
            return StatementClass.refused(
                    "It would give the ledger's own lock up: unlock by key what the script locked.");
        }
        if (words.take("CALL") || words.take("DO")) {
            return StatementClass.opaque("a procedure may commit inside");
        }
        if (words.at("SELECT")) {
            return onlySets(statement) ? StatementClass.SESSION : StatementClass.TRANSACTIONAL;
        }
        Optional<StatementClass> control = transactionControl(words(statement));
        if (control.isPresent()) {
            return control.get();
        }
        return alone(statement)
                .map(form -> StatementClass.selfCommitting(form.reason()))
                .orElseGet(() -> words.at("LISTEN", "UNLISTEN", "LOAD", "PREPARE", "DEALLOCATE", "DISCARD")
                        ? StatementClass.SESSION
                        : StatementClass.TRANSACTIONAL);
    }

    /** Returns what a statement is that refuses a transaction, or empty. */
    Optional<Alone> alone(SqlStatement statement) {
        return Alone.of(words(statement));
    }

    /**
     * Returns whether a statement may change settings of its session. Of the functions that DML and DDL call, only
     * set_config itself is seen; what others set is put back all the same, after the migration.
     */
    static boolean maySet(Words words) {
        return words.at("SET", "RESET", "SELECT", "DO", "CALL", "WITH", "EXECUTE", "VALUES", "DISCARD", "LOAD")
                || words.has("set_config");
    }

    /** SET TRANSACTION (https://www.postgresql.org/docs/current/sql-set-transaction.html). Passes no word. */
    static boolean isFirst(Words words) {
        return words.begins("SET", "TRANSACTION");
    }

    Words words(SqlStatement statement) {
        // Asked several times for each statement, in a row.
        Words words = last;
        if (words == null || !statement.text().equals(lastText)) {
            words = new Words(statement.text(), syntax);
            last = words;
            lastText = statement.text();
        }
        return words.again();
    }

    private static Optional<StatementClass> transactionControl(Words words) {
        if (words.take("PREPARE", "TRANSACTION")
                || words.take("COMMIT", "PREPARED")
                || words.take("ROLLBACK", "PREPARED")) {
            return Optional.of(
                    StatementClass.refused("A two-phase transaction belongs to the program that coordinates it: "
                            + "write its statements without it, or end it there."));
        }
        if (words.take("ROLLBACK")) {
            words.takeAny("WORK", "TRANSACTION");
            return words.at("TO") ? Optional.of(StatementClass.TRANSACTIONAL) : Optional.of(refusedControl());
        }
        if (words.at("BEGIN", "COMMIT", "END", "ABORT") || words.take("START", "TRANSACTION")) {
            return Optional.of(refusedControl());
        }
        return Optional.empty();
    }

    private static StatementClass refusedControl() {
        return StatementClass.refused(
                "Leave it out: the ledger runs the script in one transaction with its own mark, and statements that "
                        + "refuse one by themselves. For statements that must not share a transaction, write "
                        + "'-- ledger: transaction=none' at the head of the script.");
    }

    private static StatementClass psqlCommand(String text) {
        String command = text.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        return StatementClass.refused(
                switch (command) {
                    case "\\copy" ->
                        "It is a command of psql: write COPY … FROM stdin; with the data below it, ended by \\.";
                    case "\\i", "\\ir", "\\include", "\\include_relative" ->
                        "It is a command of psql: put the statements of that file into this script, or make it a migration.";
                    case "\\c", "\\connect" ->
                        "A ledger describes one database: give the other one migrations and a run of its own.";
                    default -> "It is a command of psql, not SQL: leave it out, or write the SQL that it stands for.";
                });
    }

    private static StatementClass copy(Words words, SqlStatement statement) {
        if (words.has("STDOUT")) {
            return StatementClass.refused("Nobody reads the output of a migration: leave it out.");
        }
        if (words.has("STDIN") && statement.copyData().isEmpty()) {
            return StatementClass.refused(
                    "Its data is missing: write it below the statement, ended by \\. on a line of its own.");
        }
        return StatementClass.TRANSACTIONAL;
    }

    /** {@code SELECT set_config('search_path', '', false)}, as pg_dump writes it; also several, with names or without. */
    private boolean onlySets(SqlStatement statement) {
        if (!words(statement).has("set_config")) {
            return false;
        }
        Words words = Words.all(statement.text(), syntax);
        words.take("SELECT");
        do {
            if (words.take("pg_catalog")) {
                words.symbol(".");
            }
            if (!words.take("set_config")) {
                return false;
            }
            words.parentheses();
            words.take("AS");
            words.name();
        } while (words.symbol(","));
        return words.atEnd();
    }

    private static StatementClass readOnly() {
        return StatementClass.refused("The ledger writes its own row in the same transaction: leave it out.");
    }

    private static StatementClass setting(Words words) {
        words.takeAny("SET", "RESET");
        if (words.at("TRANSACTION") && words.has("ONLY")) {
            return readOnly();
        }
        if (words.at("TRANSACTION", "CONSTRAINTS")) {
            return StatementClass.TRANSACTIONAL;
        }
        words.takeAny("SESSION", "LOCAL");
        String name = words.word().toLowerCase(Locale.ROOT);
        words.takeAny("TO");
        words.symbol("=");
        String value = words.word()
                .toLowerCase(Locale.ROOT)
                .replace("'", "")
                .replace("\"", "")
                .replace("-", "");
        return switch (name) {
            case "transaction_read_only" ->
                List.of("off", "false", "no", "0", "").contains(value) ? StatementClass.SESSION : readOnly();
            case "standard_conforming_strings" ->
                value.equals("on") || value.isEmpty()
                        ? StatementClass.SESSION
                        : StatementClass.refused(
                                "The script is read with standard strings: write E'…' where a backslash " + "escapes.");
            case "client_encoding", "names" ->
                value.equals("utf8") || value.equals("unicode") || value.isEmpty()
                        ? StatementClass.SESSION
                        : StatementClass.refused(
                                "Scripts are UTF-8, and so is the connection: save the file as UTF-8.");
            case "datestyle" ->
                value.startsWith("iso") || value.isEmpty() || value.equals("default")
                        ? StatementClass.SESSION
                        : StatementClass.refused(
                                "The JDBC driver needs DateStyle ISO and ends the connection without it: "
                                        + "write dates as yyyy-mm-dd, or SET datestyle = 'ISO, DMY'.");
            default -> StatementClass.SESSION;
        };
    }
}
