package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changes the columns of a table that stays.
 *
 * @param from the table before
 * @param to the table after
 * @param about what has to be known beyond the table
 * @param gaps hears what there is no statement for
 */
record TableChange(Table from, Table to, Surroundings about, Unwritten gaps) {
    private static final Comparator<Column> COMPUTED_LAST =
            Comparator.comparing(column -> column.generated().isPresent());

    /** Returns the columns that are gone, or that are made anew: what uses them has to go first. */
    Set<String> dropped() {
        Set<String> names = new TreeSet<>();
        for (Column before : from.columns()) {
            Optional<Column> after = to.column(before.name());
            if (after.isEmpty() || isMadeAnew(before, after.get())) {
                names.add(before.name());
            }
        }
        return names;
    }

    /** Returns the columns whose values are written anew: views of them have to go first. */
    Set<String> retyped() {
        Set<String> names = new TreeSet<>();
        for (Column before : from.columns()) {
            to.column(before.name())
                    .filter(after -> isRetyped(before, after))
                    .ifPresent(after -> names.add(after.name()));
        }
        return names;
    }

    static boolean isRetyped(Column before, Column after) {
        return !before.type().equals(after.type()) || !before.collation().equals(after.collation());
    }

    /** What is computed is computed from its first row on, and holds to the types that it is computed from. */
    private boolean isMadeAnew(Column before, Column after) {
        if (isComputedNoMore(before, after)) {
            return false;
        }
        if (!before.generated().equals(after.generated())) {
            return !isComputedOtherwise(before, after);
        }
        Set<String> retyped = retyped();
        return before.generated().isPresent()
                && (retyped.contains(before.name())
                        || Mentions.in(before.generated().get().expression()).stream()
                                .anyMatch(retyped::contains));
    }

    /** Its values stay, and it holds to nothing any more. */
    private static boolean isComputedNoMore(Column before, Column after) {
        return before.generated().filter(Column.Generated::stored).isPresent()
                && after.generated().isEmpty();
    }

    /** A column that it was computed from cannot go, or be changed, before it is computed from others. */
    private boolean isComputedOtherwise(Column before, Column after) {
        return about.setsExpressions()
                && before.generated().filter(Column.Generated::stored).isPresent()
                && after.generated().filter(Column.Generated::stored).isPresent()
                && !isRetyped(before, after)
                && Mentions.in(before.generated().get().expression()).stream()
                        .flatMap(name -> from.column(name).stream())
                        .allMatch(one -> to.column(one.name())
                                .filter(now ->
                                        !isRetyped(one, now) && one.generated().equals(now.generated()))
                                .isPresent());
    }

    /** Returns the statements for the columns. */
    List<SchemaStatement> columns() {
        List<SchemaStatement> all = new ArrayList<>();
        for (Column before : from.columns()) {
            to.column(before.name())
                    .filter(after -> isComputedNoMore(before, after))
                    .ifPresent(after -> all.add(SchemaStatement.of(column(after) + " DROP EXPRESSION")));
        }
        Set<String> dropped = dropped();
        List<Column> gone = new ArrayList<>(from.columns());
        gone.removeIf(column -> !dropped.contains(column.name()));
        gone.sort(COMPUTED_LAST.reversed());
        for (Column column : gone) {
            all.add(SchemaStatement.losing(
                    alter() + " DROP COLUMN " + Sql.name(column.name()),
                    "drops column " + to.name() + "." + column.name()));
        }
        List<Column> there = new ArrayList<>(to.columns());
        there.sort(COMPUTED_LAST);
        for (Column after : there) {
            Optional<Column> before = from.column(after.name()).filter(column -> !dropped.contains(column.name()));
            if (before.isPresent()) {
                change(before.get(), after, all);
            } else {
                add(after, all);
            }
        }
        return all;
    }

    /** Returns what gives free the names of sequences: these go with the identity of a column. A partition has none. */
    List<SchemaStatement> identitiesThatGo() {
        List<SchemaStatement> all = new ArrayList<>();
        Set<String> dropped = dropped();
        for (Column before : from.columns()) {
            to.column(before.name())
                    .filter(after -> before.options().containsKey("sequence name")
                            && before.identity().isPresent()
                            && after.identity().isEmpty())
                    .filter(after -> !dropped.contains(after.name()))
                    .ifPresent(after -> all.add(SchemaStatement.losing(
                            column(after) + " DROP IDENTITY",
                            "drops the identity of " + to.name() + "." + after.name() + ": where it stands is lost")));
        }
        return all;
    }

    /** Returns the column that gets an identity whose sequence has this name. */
    Optional<Column> getsIdentity(String sequence) {
        return to.columns().stream()
                .filter(after -> after.identity().isPresent()
                        && sequence.equals(after.options().get("sequence name")))
                .flatMap(after -> from.column(after.name()).stream())
                .filter(before -> before.identity().isEmpty())
                .findFirst();
    }

    /** Returns the columns that stay and get this default. */
    List<Column> getDefault(String text) {
        Set<String> dropped = dropped();
        return to.columns().stream()
                .filter(after -> after.defaultValue().equals(Optional.of(text)) && !dropped.contains(after.name()))
                .filter(after -> from.column(after.name())
                        .filter(before -> !before.defaultValue().equals(after.defaultValue()))
                        .isPresent())
                .toList();
    }

    SchemaStatement dropDefault(Column column) {
        return SchemaStatement.of(column(column) + " DROP DEFAULT");
    }

    /** Returns the same change of a table whose column has no default any more. */
    TableChange withoutDefault(Column column) {
        Column bare = new Column(
                column.name(),
                column.type(),
                column.nullable(),
                Optional.empty(),
                column.generated(),
                column.identity(),
                column.collation(),
                column.options(),
                column.comment());
        List<Column> columns = from.columns().stream()
                .map(one -> one.equals(column) ? bare : one)
                .toList();
        return withColumnsBefore(columns);
    }

    /** Returns the same change of a table that has other columns before. */
    TableChange withColumnsBefore(List<Column> columns) {
        return new TableChange(from.withColumns(columns), to, about, gaps);
    }

    private String alter() {
        return "ALTER TABLE " + Sql.name(to.name());
    }

    private void add(Column column, List<SchemaStatement> all) {
        String sql = alter() + " ADD COLUMN " + Columns.definition(to.name(), column);
        all.add(fails(column).map(why -> SchemaStatement.losing(sql, why)).orElseGet(() -> SchemaStatement.of(sql)));
        if (Columns.isUnchecked(column)) {
            all.add(unchecked(column));
        }
        Columns.settings(column).forEach(setting -> all.add(SchemaStatement.of(column(column) + " " + setting)));
        if (!column.comment().isEmpty()) {
            all.add(comment(column));
        }
        Columns.tell(to.name(), column, gaps);
    }

    private Optional<String> fails(Column column) {
        String name = to.name() + "." + column.name();
        boolean hasValue =
                column.defaultValue().isPresent() || column.identity().isPresent();
        boolean refusesNull = !column.nullable() && !Columns.isUnchecked(column);
        if (column.generated().isPresent()) {
            return refusesNull
                    ? Optional.of("fails where " + name + " is computed to be NULL")
                    : failsToCompute(column);
        }
        if (!hasValue && about.withoutNull().contains(column.type())) {
            return Optional.of("fails where " + to.name() + " has rows: the new column " + column.name()
                    + " has no default, and " + column.type() + " refuses NULL");
        }
        return hasValue || !refusesNull
                ? Optional.empty()
                : Optional.of("fails where " + to.name() + " has rows: the new column " + column.name()
                        + " is NOT NULL and has no default");
    }

    /** What is not stored is computed when it is read. */
    private Optional<String> failsToCompute(Column column) {
        return column.generated()
                .filter(generated -> generated.stored() && Computed.canFail(generated.expression()))
                .map(generated -> "can fail where " + to.name() + "." + column.name() + " of a row cannot be computed");
    }

    private SchemaStatement computeOtherwise(Column after) {
        String sql = column(after) + " SET EXPRESSION AS ("
                + after.generated().map(Column.Generated::expression).orElse("") + ")";
        return (after.nullable() ? failsToCompute(after) : fails(after))
                .map(why -> SchemaStatement.losing(sql, why))
                .orElseGet(() -> SchemaStatement.of(sql));
    }

    private String column(Column column) {
        return alter() + " ALTER COLUMN " + Sql.name(column.name());
    }

    private SchemaStatement unchecked(Column column) {
        return SchemaStatement.of(alter() + " " + Columns.unchecked(to.name(), column));
    }

    private SchemaStatement comment(Column column) {
        return Tables.comment("COLUMN " + Sql.name(to.name()) + "." + Sql.name(column.name()), column.comment());
    }

    private void change(Column before, Column after, List<SchemaStatement> all) {
        if (before.equals(after)) {
            return;
        }
        String column = column(after);
        boolean retyped = isRetyped(before, after);
        boolean defaultChanges = !before.defaultValue().equals(after.defaultValue()) || retyped;
        if (defaultChanges && before.defaultValue().isPresent()) {
            all.add(dropDefault(after));
        }
        if (retyped) {
            all.add(retype(before, after));
        }
        if (after.generated().isPresent() && !before.generated().equals(after.generated())) {
            all.add(computeOtherwise(after));
        }
        if (defaultChanges) {
            after.defaultValue().ifPresent(value -> all.add(SchemaStatement.of(column + " SET DEFAULT " + value)));
        }
        notNull(before, after, all);
        identity(before, after, column, all);
        options(before, after, column, all);
        if (!before.comment().equals(after.comment())) {
            all.add(comment(after));
        }
    }

    private SchemaStatement retype(Column before, Column after) {
        String sql = column(after) + " TYPE " + after.type()
                + after.collation().map(collation -> " COLLATE " + collation).orElse("")
                + (before.type().equals(after.type())
                        ? ""
                        : " USING " + Casts.of(after.name(), before.type(), after.type()));
        return before.collation().equals(after.collation()) && Casts.widens(before.type(), after.type())
                ? SchemaStatement.of(sql)
                : SchemaStatement.losing(
                        sql,
                        "can fail where a value of " + to.name() + "." + after.name() + " does not fit " + after.type()
                                + ", or changes it");
    }

    private void notNull(Column before, Column after, List<SchemaStatement> all) {
        boolean wasChecked = !before.nullable() && !Columns.isUnchecked(before);
        boolean isChecked = !after.nullable() && !Columns.isUnchecked(after);
        String fails = "fails where " + to.name() + "." + after.name() + " is NULL";
        if (before.nullable() && isChecked) {
            all.add(SchemaStatement.losing(column(after) + " SET NOT NULL", fails));
        } else if (Columns.isUnchecked(before) && isChecked) {
            String name = Columns.notNullName(to.name(), before);
            all.add(SchemaStatement.losing(alter() + " VALIDATE CONSTRAINT " + Sql.name(name), fails));
        } else if (Columns.isUnchecked(after) && !Columns.isUnchecked(before)) {
            if (wasChecked) {
                all.add(SchemaStatement.of(column(after) + " DROP NOT NULL"));
            }
            all.add(unchecked(after));
        } else if (!before.nullable() && after.nullable()) {
            all.add(SchemaStatement.of(column(after) + " DROP NOT NULL"));
        }
    }

    private void identity(Column before, Column after, String column, List<SchemaStatement> all) {
        String now = after.identity()
                .map(kind -> Columns.identity(to.name(), after, kind))
                .orElse("");
        if (before.identity().isEmpty() && after.identity().isPresent()) {
            all.add(SchemaStatement.of(column + " ADD GENERATED " + now));
            Numbers.ofIdentity(to.name(), after).ifPresent(all::add);
        } else if (before.identity().isPresent() && after.identity().isPresent()) {
            if (!before.identity().equals(after.identity())) {
                all.add(SchemaStatement.of(column + " SET GENERATED "
                        + (after.identity().get().equals("always") ? "ALWAYS" : "BY DEFAULT")));
            }
            String counting = after.options().getOrDefault("sequence", "");
            if (!counting.equals(before.options().get("sequence"))) {
                StringBuilder sets = new StringBuilder(counting.contains(" CYCLE") ? "" : "SET NO CYCLE");
                java.util.regex.Pattern.compile("(START WITH|INCREMENT BY|MINVALUE|MAXVALUE|CACHE) -?\\d+|CYCLE")
                        .matcher(counting)
                        .results()
                        .forEach(one -> sets.append(sets.isEmpty() ? "" : " ")
                                .append("SET ")
                                .append(one.group()));
                String sql = column + " " + sets;
                all.add(
                        Numbers.isNarrower(before.options().getOrDefault("sequence", ""), counting)
                                ? SchemaStatement.losing(
                                        sql,
                                        "can fail where the numbers of " + to.name() + "." + after.name()
                                                + " stand beyond that")
                                : SchemaStatement.of(sql));
            }
        }
    }

    private void options(Column before, Column after, String column, List<SchemaStatement> all) {
        Set<String> names = new TreeSet<>(before.options().keySet());
        names.addAll(after.options().keySet());
        boolean stays = !before.nullable() && !after.nullable();
        boolean isMadeWithItsName = Columns.isUnchecked(after) && !Columns.isUnchecked(before);
        for (String option : names) {
            String was = before.options().getOrDefault(option, "");
            String is = after.options().getOrDefault(option, "");
            if (was.equals(is) || option.equals("sequence") || isOfWhatChanged(option, before, after)) {
                continue;
            }
            switch (option) {
                case "storage", "compression", "statistics" -> {
                    if (is.isEmpty() && option.equals("storage")) {
                        gap(after, option, was, is);
                    } else {
                        String value = is.isEmpty() ? (option.equals("statistics") ? "-1" : "default") : is;
                        all.add(SchemaStatement.of(
                                column + " SET " + option.toUpperCase(java.util.Locale.ROOT) + " " + value));
                    }
                }
                case "with" -> all.addAll(Tables.with(column, was, is));
                case "sequence name" ->
                    all.add(SchemaStatement.of("ALTER SEQUENCE " + Sql.name(was) + " RENAME TO " + Sql.name(is)));
                case Columns.UNCHECKED -> {}
                case "not null constraint" -> {
                    if (isMadeWithItsName) {
                        continue;
                    }
                    if (stays) {
                        all.add(SchemaStatement.of(alter() + " RENAME CONSTRAINT "
                                + Sql.name(Columns.notNullName(to.name(), before)) + " TO "
                                + Sql.name(Columns.notNullName(to.name(), after))));
                    } else if (!is.isEmpty()) {
                        all.add(SchemaStatement.of(alter() + " RENAME CONSTRAINT "
                                + Sql.name(to.name() + "_" + after.name() + "_not_null") + " TO " + Sql.name(is)));
                    }
                }
                default -> gap(after, option, was, is);
            }
        }
    }

    private static boolean isOfWhatChanged(String option, Column before, Column after) {
        return option.equals("sequence name")
                && !(before.identity().isPresent() && after.identity().isPresent());
    }

    private void gap(Column column, String option, String was, String is) {
        gaps.add("column " + to.name() + "." + column.name() + ": " + option + " was "
                + (was.isEmpty() ? "not set" : was) + ", is " + (is.isEmpty() ? "not set" : is));
    }

    /** Returns whether something else than columns, parts and options changed, and hears of it. */
    void tell() {
        if (!Objects.equals(from.partitioning(), to.partitioning())) {
            gaps.add("table " + to.name() + ": how it is divided changes");
        }
    }
}
