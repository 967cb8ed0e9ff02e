package io.migrationledger.dialect.sqlite;

import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlToken;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Under which {@code PRAGMA foreign_keys} the statements of a script stand. SQLite ignores the pragma inside a
 * transaction, so that one value has to do for all of them: the one that counts where rows and tables are changed or
 * dropped. Where that is not one and the same, the script is refused. An INSERT under ON may run with foreign keys off,
 * as they are checked before the commit; whatever only makes something does not care. Nor does a rename, which takes foreign
 * keys along either way, unless {@code PRAGMA legacy_alter_table} is on (<a
 * href="https://www.sqlite.org/lang_altertable.html">ALTER TABLE</a>, since SQLite 3.26).
 */
final class SqliteForeignKeyRegions {
    /** Asks how the connection is set. */
    @FunctionalInterface
    interface Own {
        boolean isOn(String pragma) throws SQLException;
    }

    private enum Care {
        NONE,
        IF_OFF,
        ALWAYS
    }

    private final Own own;
    private Optional<Boolean> legacyRenames = Optional.empty();
    private @Nullable SqlStatement assignment;
    private boolean on;
    private boolean told;
    private @Nullable SqlStatement needsOn;
    private @Nullable SqlStatement needsOff;
    private @Nullable SqlStatement firstOn;
    private @Nullable SqlStatement firstOff;
    private @Nullable SqlStatement first;
    /** Before the first assignment: what cares, and what would care if they are off. */
    private @Nullable SqlStatement changesBefore;

    private @Nullable SqlStatement insertsBefore;

    SqliteForeignKeyRegions(Own own) {
        this.own = own;
    }

    /** Takes note of an assignment. */
    void assigned(SqlStatement pragma, boolean value) throws SQLException {
        if (assignment == null) {
            first = pragma;
            SqlStatement before = changesBefore != null ? changesBefore : insertsBefore;
            if (before != null) {
                on = own.isOn("foreign_keys");
                need(on ? changesBefore : before);
            }
        }
        assignment = pragma;
        on = value;
        if (value && firstOn == null) {
            firstOn = pragma;
        } else if (!value && firstOff == null) {
            firstOff = pragma;
        }
    }

    /** Takes note of how tables are renamed from here on. */
    void renames(boolean legacy) {
        legacyRenames = Optional.of(legacy);
    }

    /** Takes note of another statement; returns what to write instead where it contradicts one before it. */
    Optional<String> statement(SqlStatement statement, List<SqlToken> head) throws SQLException {
        Care care = care(head);
        if (care == Care.NONE) {
            return Optional.empty();
        }
        if (assignment == null) {
            if (care == Care.ALWAYS && changesBefore == null) {
                changesBefore = statement;
            }
            insertsBefore = insertsBefore == null ? statement : insertsBefore;
            return Optional.empty();
        }
        if (care == Care.ALWAYS || !on) {
            need(statement);
        }
        if (needsOn == null || needsOff == null || told) {
            return Optional.empty();
        }
        told = true;
        SqlStatement other = on ? needsOff : needsOn;
        return Optional.of("Foreign keys are " + (on ? "on" : "off") + " here (line " + assignment.line() + "), and "
                + (on ? "off" : "on") + " for the statement of line " + other.line()
                + ". SQLite ignores the pragma inside a transaction, so one of the two would run wrongly. "
                + "Write two migrations; or '-- ledger: transaction=none' at the head of the script, so that each "
                + "statement has a transaction of its own.");
    }

    /** Returns the assignment that counts, or empty where the connection's own setting does. */
    Optional<SqlStatement> hoisted() {
        if (needsOff != null) {
            return Optional.ofNullable(firstOff);
        }
        return Optional.ofNullable(needsOn != null ? firstOn : first);
    }

    private void need(@Nullable SqlStatement statement) {
        if (on) {
            needsOn = needsOn == null ? statement : needsOn;
        } else {
            needsOff = needsOff == null ? statement : needsOff;
        }
    }

    private Care care(List<SqlToken> head) throws SQLException {
        if (head.isEmpty()) {
            return Care.NONE;
        }
        return switch (head.get(0).text().toUpperCase(Locale.ROOT)) {
            case "CREATE", "SELECT", "VALUES", "EXPLAIN", "ANALYZE", "REINDEX", "VACUUM" -> Care.NONE;
            case "SAVEPOINT", "RELEASE", "ROLLBACK" -> Care.NONE;
            case "INSERT" -> isInsertOrReplace(head) ? Care.ALWAYS : Care.IF_OFF;
            case "DROP" -> head.size() > 1 && head.get(1).is("TABLE") ? Care.ALWAYS : Care.NONE;
            case "ALTER" -> contains(head, "RENAME") && isLegacy() ? Care.ALWAYS : Care.NONE;
            default -> Care.ALWAYS;
        };
    }

    private boolean isLegacy() throws SQLException {
        if (legacyRenames.isEmpty()) {
            legacyRenames = Optional.of(own.isOn("legacy_alter_table"));
        }
        return legacyRenames.get();
    }

    private static boolean isInsertOrReplace(List<SqlToken> head) {
        return head.size() > 2 && head.get(1).is("OR") && head.get(2).is("REPLACE");
    }

    private static boolean contains(List<SqlToken> head, String word) {
        return head.stream().anyMatch(token -> token.is(word));
    }
}
