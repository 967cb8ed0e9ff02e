package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a table anew with its rows, as <a href="https://www.sqlite.org/lang_altertable.html#otheralter">SQLite's manual</a>
 * says it: foreign keys are off meanwhile. Rows are never left out for a conflict clause: a row that does not fit is an error.
 */
final class TableRebuild {
    private final Table from;
    private final Table to;
    /** The name of the table that is there only meanwhile. */
    private final String meanwhile;

    private final boolean aside;

    /** @param free a name that no object has */
    TableRebuild(TableChange change, String free) {
        from = change.from();
        to = change.to();
        meanwhile = free;
        aside = putsRowsAside(to);
    }

    /**
     * Whether rows wait in a table without constraints, and the table is made under its own name at once. An expression that
     * names its own table would not be the same one after a rename, and a text that is not known cannot be told another name.
     */
    static boolean putsRowsAside(Table to) {
        return to.options().containsKey("definition")
                || Stream.concat(
                                to.checks().stream().map(Check::expression),
                                to.columns().stream()
                                        .flatMap(column -> column.generated().stream())
                                        .map(Column.Generated::expression))
                        .anyMatch(text -> Names.mentions(text, to.name()));
    }

    List<SchemaStatement> statements() {
        List<SchemaStatement> statements = new ArrayList<>();
        boolean counted = isNumbered(from) && isNumbered(to);
        if (aside) {
            if (!kept().isEmpty()) {
                add(
                        statements,
                        "CREATE TABLE " + Names.quoted(meanwhile) + " AS SELECT " + columns() + " FROM "
                                + Names.quoted(from.name()));
            }
            if (counted) {
                add(statements, keepCounter(meanwhile, from.name()));
            }
            statements.add(drop());
            add(statements, TableCreation.of(to, to.name()));
            copy(statements, to.name(), meanwhile);
            if (counted) {
                add(statements, "DELETE FROM sqlite_sequence WHERE name = " + Names.string(to.name()));
                add(
                        statements,
                        "UPDATE sqlite_sequence SET name = " + Names.string(to.name()) + " WHERE name = "
                                + Names.string(meanwhile));
            }
            if (!kept().isEmpty()) {
                add(statements, "DROP TABLE " + Names.quoted(meanwhile));
            }
            return statements;
        }
        add(statements, TableCreation.of(to, meanwhile));
        copy(statements, meanwhile, from.name());
        if (counted) {
            add(statements, "DELETE FROM sqlite_sequence WHERE name = " + Names.string(meanwhile));
            add(statements, keepCounter(meanwhile, from.name()));
        }
        statements.add(drop());
        add(statements, "ALTER TABLE " + Names.quoted(meanwhile) + " RENAME TO " + Names.quoted(to.name()));
        return statements;
    }

    private static void add(List<SchemaStatement> statements, String sql) {
        statements.add(SchemaStatement.of(sql));
    }

    /** What AUTOINCREMENT has given away is not given again, even where the row is gone. */
    private static String keepCounter(String name, String of) {
        return "INSERT INTO sqlite_sequence (name, seq) SELECT " + Names.string(name)
                + ", seq FROM sqlite_sequence WHERE name = " + Names.string(of);
    }

    private static boolean isNumbered(Table table) {
        return table.columns().stream().anyMatch(column -> column.identity().isPresent());
    }

    private void copy(List<SchemaStatement> statements, String into, String out) {
        if (kept().isEmpty()) {
            return;
        }
        String sql = "INSERT " + (hasConflictClause() ? "OR ABORT " : "") + "INTO " + Names.quoted(into) + " ("
                + columns() + ")\nSELECT " + columns() + " FROM " + Names.quoted(out);
        List<String> dangers = dangers();
        statements.add(
                dangers.isEmpty() ? SchemaStatement.of(sql) : SchemaStatement.losing(sql, String.join("; ", dangers)));
    }

    private boolean hasConflictClause() {
        return Stream.of(
                                to.keys().stream().map(Key::options),
                                to.checks().stream().map(Check::options),
                                to.columns().stream().map(Column::options))
                        .flatMap(all -> all)
                        .flatMap(options -> options.keySet().stream())
                        .anyMatch(option -> option.endsWith("on conflict"))
                || to.options().containsKey("definition");
    }

    private List<Column> kept() {
        return to.columns().stream()
                .filter(column -> column.generated().isEmpty() && before(column).isPresent())
                .toList();
    }

    private Optional<Column> before(Column column) {
        return from.columns().stream()
                .filter(other -> Names.same(other.name(), column.name()))
                .findFirst();
    }

    private String columns() {
        return String.join(
                ", ", kept().stream().map(column -> Names.quoted(column.name())).toList());
    }

    private SchemaStatement drop() {
        String sql = "DROP TABLE " + Names.quoted(from.name());
        if (kept().isEmpty()) {
            return SchemaStatement.losing(sql, "drops all rows of " + from.name());
        }
        List<String> lost = new ArrayList<>();
        for (Column column : from.columns()) {
            Optional<Column> after = to.columns().stream()
                    .filter(other -> Names.same(other.name(), column.name()))
                    .findFirst();
            if (after.isEmpty()) {
                lost.add("drops column " + from.name() + "." + column.name());
            } else if (after.get().generated().isPresent() && column.generated().isEmpty()) {
                lost.add("drops the values of column " + from.name() + "." + column.name());
            }
        }
        return lost.isEmpty() ? SchemaStatement.of(sql) : SchemaStatement.losing(sql, String.join("; ", lost));
    }

    /** Why rows can fail to fit, or be changed. */
    private List<String> dangers() {
        List<String> dangers = new ArrayList<>();
        ChangedColumns changed = new ChangedColumns(from, to);
        boolean strict = to.options().containsKey("strict") && !from.options().containsKey("strict");
        for (Column column : to.columns()) {
            String name = to.name() + "." + column.name();
            Optional<Column> before = before(column);
            if (before.isEmpty()) {
                boolean valued = column.nullable()
                        || column.defaultValue().isPresent()
                        || column.generated().isPresent()
                        || isRowNumber(to, column);
                if (!valued) {
                    dangers.add(
                            "can fail where " + to.name() + " has rows: " + name + " takes no NULL and has no default");
                } else if (!column.nullable() && column.generated().isPresent()) {
                    dangers.add("can fail where " + name + " is computed to be NULL");
                }
                continue;
            }
            if (!column.nullable() && changed.isComputed(column.name())) {
                dangers.add("can fail where " + name + " is computed to be NULL");
            } else if (!column.nullable() && before.get().nullable()) {
                dangers.add("can fail where " + name + " is NULL");
            }
            boolean numbered = isRowNumber(to, column) && !isRowNumber(from, before.get());
            if (strict || numbered || !Names.same(before.get().type(), column.type())) {
                dangers.add("can fail where values of " + name + " are of another type, or change them");
            }
        }
        if (to.options().containsKey("without rowid") && !from.options().containsKey("without rowid")) {
            dangers.add("can fail where the primary key of " + to.name() + " is NULL");
        }
        for (Key key : to.keys()) {
            if (changed.canJoin(key)) {
                dangers.add(
                        "can fail where rows of " + to.name() + " have the same " + String.join(", ", key.columns()));
            }
        }
        for (Check check : to.checks()) {
            if (changed.isIn(check.expression())
                    || from.checks().stream()
                            .noneMatch(other -> other.expression().equals(check.expression()))) {
                dangers.add("can fail where rows of " + to.name() + " break a check");
            }
        }
        for (ForeignKey key : to.foreignKeys()) {
            if (!from.foreignKeys().contains(key) || key.columns().stream().anyMatch(changed::isComputed)) {
                dangers.add("can fail where rows of " + to.name() + " refer to no row of " + key.referencedTable());
            }
        }
        if (to.options().containsKey("definition")) {
            dangers.add("can fail where rows of " + to.name() + " do not fit");
        }
        return dangers.stream().distinct().toList();
    }

    /** SQLite gives it a number where none is said (https://www.sqlite.org/lang_createtable.html#rowid). */
    private static boolean isRowNumber(Table table, Column column) {
        return column.type().equalsIgnoreCase("INTEGER")
                && !table.options().containsKey("without rowid")
                && table.primaryKey()
                        .filter(key -> key.columns().size() == 1
                                && Names.same(key.columns().get(0), column.name())
                                && !key.options().containsKey(TableText.NOT_THE_ROWID))
                        .isPresent();
    }
}
