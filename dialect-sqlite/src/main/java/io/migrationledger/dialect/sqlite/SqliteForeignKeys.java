package io.migrationledger.dialect.sqlite;

import io.migrationledger.dialect.sqlite.SqliteOrphans.Found;
import io.migrationledger.dialect.sqlite.SqliteOrphans.Reference;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The check that a migration which switches foreign keys off leaves no row without its parent
 * (https://www.sqlite.org/lang_altertable.html#otheralter). It compares with what was so before, value by value.
 */
final class SqliteForeignKeys {
    private static final String CHECK = "foreign_key_check: ";
    private static final String UNKNOWN = "what was so before is not known";

    private static final Found NOTHING = new Found(Map.of(), Map.of());

    private final SqliteOrphans orphans;
    /** Of the tables since {@link #before}. */
    private final SqliteRenames renames = new SqliteRenames();

    private boolean off;
    /** Empty where foreign keys were switched off by an attempt before this one. */
    private Optional<Found> before = Optional.empty();

    SqliteForeignKeys(JdbcSql sql) {
        this.orphans = new SqliteOrphans(sql);
    }

    /** Notes that foreign keys are not enforced from here on. */
    void areOff() throws SQLException {
        if (!off) {
            off = true;
            renames.clear();
            before = Optional.of(orphans.find(reference -> true));
        }
    }

    /**
     * Notes that they are not enforced behind a statement that has switched them off before. What was so then is known only if
     * this session has looked; what is found now may be the migration's own doing.
     */
    void areOffAgain() {
        off = true;
    }

    /** Notes that foreign keys are enforced from here on. */
    void areOn() {
        off = false;
    }

    /** Takes note of a statement that was executed. */
    void executed(SqlStatement statement) {
        if (off) {
            renames.executed(statement);
        }
    }

    /** Notes that a migration is over. */
    void reset() {
        off = false;
        renames.clear();
        before = Optional.empty();
    }

    /**
     * Checks foreign keys, where they were off.
     *
     * @throws SQLException where the migration broke one
     */
    void check() throws SQLException {
        if (!off) {
            return;
        }
        Found known = before.orElse(NOTHING);
        Map<Reference, Map<List<String>, Integer>> old = grouped(known.rows());
        Found found = orphans.find(reference -> old.containsKey(group(reference)));
        Map<Reference, Map<List<String>, Integer>> rows = grouped(found.rows());
        for (Reference reference : found.rows().keySet()) {
            Reference group = group(reference);
            int broken = more(rows.getOrDefault(group, Map.of()), old.getOrDefault(group, Map.of()));
            if (broken > 0) {
                throw broken(
                        broken + " row(s) of " + reference,
                        ", which the migration left so while foreign keys were off");
            }
        }
        checkMismatches(known, found);
    }

    private void checkMismatches(Found known, Found found) throws SQLException {
        Set<String> old = new HashSet<>();
        known.mismatches().keySet().forEach(table -> old.add(renames.groupOf(table)));
        for (Map.Entry<String, SQLException> mismatch : found.mismatches().entrySet()) {
            if (!old.contains(renames.groupOf(mismatch.getKey()))) {
                throw before.isPresent() ? mismatch.getValue() : broken(SqliteErrors.words(mismatch.getValue()), "");
            }
        }
    }

    /** Tables of one group are one: rows may go from one to the other. */
    private Map<Reference, Map<List<String>, Integer>> grouped(Map<Reference, Map<List<String>, Integer>> rows) {
        Map<Reference, Map<List<String>, Integer>> grouped = new HashMap<>();
        rows.forEach((reference, values) -> {
            Map<List<String>, Integer> all = grouped.computeIfAbsent(group(reference), added -> new HashMap<>());
            values.forEach((value, count) -> all.merge(value, count, Integer::sum));
        });
        return grouped;
    }

    private Reference group(Reference reference) {
        return new Reference(renames.groupOf(reference.table()), renames.groupOf(reference.parent()));
    }

    /** Returns how many rows have a value that no row had, or more rows than before. */
    private static int more(Map<List<String>, Integer> now, Map<List<String>, Integer> before) {
        int more = 0;
        for (Map.Entry<List<String>, Integer> value : now.entrySet()) {
            more += Math.max(0, value.getValue() - before.getOrDefault(value.getKey(), 0));
        }
        return more;
    }

    private SQLException broken(String what, String ofMigration) {
        String since = before.isPresent()
                ? ofMigration
                : "; an attempt before this one switched foreign keys off, and " + UNKNOWN;
        return new SQLException(CHECK + what + since, "23000", SqliteErrors.CONSTRAINT);
    }

    /** Returns what to do about an error of the check; empty for any other one. */
    static Optional<String> advice(SQLException error) {
        String said = String.valueOf(error.getMessage());
        if (!said.startsWith(CHECK)) {
            return Optional.empty();
        }
        return Optional.of(
                "Fix it by hand, or by statements that you write before this one: delete these rows, or insert"
                        + " those that they refer to."
                        + (said.endsWith(UNKNOWN)
                                ? " If it was so before the migration and is to stay, resolve this statement as applied."
                                : ""));
    }
}
