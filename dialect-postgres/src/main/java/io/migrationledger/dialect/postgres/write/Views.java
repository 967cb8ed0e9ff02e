package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.View;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Views and materialised views. */
final class Views {
    private Views() {}

    static List<SchemaStatement> creation(View view, Unwritten gaps) {
        List<SchemaStatement> all = new ArrayList<>();
        all.add(query(view, "CREATE "));
        String name = view.materialized() ? "MATERIALIZED VIEW" : "VIEW";
        all.addAll(Tables.comments(name, view.name(), view.comment(), view.columns()));
        for (Column column : view.columns()) {
            column.defaultValue().ifPresent(value -> all.add(alter(view, column, "SET DEFAULT " + value)));
            if (view.materialized()) {
                Columns.settings(column)
                        .forEach(setting -> all.add(SchemaStatement.of("ALTER MATERIALIZED VIEW "
                                + Sql.name(view.name()) + " ALTER COLUMN " + Sql.name(column.name()) + " " + setting)));
            }
        }
        Parts.of(view, gaps).values().stream()
                .sorted(Comparator.comparing(Part::rank))
                .forEach(part -> all.addAll(part.made()));
        gaps.options(view.kind() + " " + view.name(), view.options(), Set.of("with"));
        return all;
    }

    private static SchemaStatement query(View view, String verb) {
        String with = view.options().getOrDefault("with", "");
        return SchemaStatement.of(kind(view, verb) + (with.isEmpty() ? "" : " WITH (" + with + ")") + " AS\n"
                + Sql.unmarked(view.definition()));
    }

    private static SchemaStatement alter(View view, Column column, String words) {
        return SchemaStatement.of(
                "ALTER VIEW " + Sql.name(view.name()) + " ALTER COLUMN " + Sql.name(column.name()) + " " + words);
    }

    /** A query can be replaced where its columns stay, and new ones come behind them. */
    static boolean canBeReplaced(View from, View to) {
        return !from.materialized()
                && !to.materialized()
                && from.columns().size() <= to.columns().size()
                && heads(from).equals(heads(to).subList(0, from.columns().size()));
    }

    private static List<List<Object>> heads(View view) {
        return view.columns().stream()
                .map(column -> List.<Object>of(column.name(), column.type(), column.collation()))
                .toList();
    }

    /** Returns what changes a view that stays, with all that was granted on it. */
    static List<SchemaStatement> change(View from, View to, Unwritten gaps) {
        List<SchemaStatement> all = new ArrayList<>();
        Map<String, Part> before = Parts.of(from, new Unwritten());
        Map<String, Part> after = Parts.of(to, gaps);
        before.values().stream()
                .filter(part -> !part.canBecome(after.get(part.key())))
                .forEach(part -> part.drop().ifPresent(all::add));
        if (!from.definition().equals(to.definition()) || !from.options().equals(to.options())) {
            all.add(query(to, "CREATE OR REPLACE "));
        }
        if (!from.comment().equals(to.comment())) {
            all.add(Tables.comment("VIEW " + Sql.name(to.name()), to.comment()));
        }
        for (int i = 0; i < to.columns().size(); i++) {
            Column column = to.columns().get(i);
            Optional<Column> had =
                    i < from.columns().size() ? Optional.of(from.columns().get(i)) : Optional.empty();
            change(to, had, column, all);
        }
        after.values().stream().sorted(Comparator.comparing(Part::rank)).forEach(part -> {
            Part had = before.get(part.key());
            all.addAll(had != null && had.canBecome(part) ? had.become(part) : part.made());
        });
        gaps.options(to.kind() + " " + to.name(), to.options(), Set.of("with"));
        return all;
    }

    private static void change(View view, Optional<Column> from, Column to, List<SchemaStatement> all) {
        Optional<String> before = from.flatMap(Column::defaultValue);
        if (!before.equals(to.defaultValue())) {
            all.add(alter(
                    view,
                    to,
                    to.defaultValue().map(value -> "SET DEFAULT " + value).orElse("DROP DEFAULT")));
        }
        if (!from.map(Column::comment).orElse("").equals(to.comment())) {
            all.add(Tables.comment("COLUMN " + Sql.name(view.name()) + "." + Sql.name(to.name()), to.comment()));
        }
    }

    static SchemaStatement drop(View view) {
        return SchemaStatement.of(kind(view, "DROP "));
    }

    /** Rights are not part of a snapshot, so that they cannot be given again. */
    static SchemaStatement dropToMakeAgain(View view) {
        return SchemaStatement.losing(
                kind(view, "DROP "),
                "drops " + view.kind() + " " + view.name() + " and makes it again: what was granted on it is lost");
    }

    private static String kind(View view, String verb) {
        return verb + (view.materialized() ? "MATERIALIZED VIEW " : "VIEW ") + Sql.name(view.name());
    }
}
