package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.View;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Views and materialised views. */
final class Views {
    private Views() {}

    static List<SchemaStatement> creation(View view, Unwritten gaps) {
        List<SchemaStatement> all = new ArrayList<>();
        String with = view.options().getOrDefault("with", "");
        all.add(SchemaStatement.of(kind(view, "CREATE ") + (with.isEmpty() ? "" : " WITH (" + with + ")") + " AS\n"
                + Sql.unmarked(view.definition())));
        String name = view.materialized() ? "MATERIALIZED VIEW" : "VIEW";
        all.addAll(Tables.comments(name, view.name(), view.comment(), view.columns()));
        for (Column column : view.columns()) {
            column.defaultValue()
                    .ifPresent(value -> all.add(SchemaStatement.of("ALTER VIEW " + Sql.name(view.name())
                            + " ALTER COLUMN " + Sql.name(column.name()) + " SET DEFAULT " + value)));
            if (view.materialized()) {
                Columns.settings(column)
                        .forEach(setting -> all.add(SchemaStatement.of("ALTER MATERIALIZED VIEW "
                                + Sql.name(view.name()) + " ALTER COLUMN " + Sql.name(column.name()) + " " + setting)));
            }
        }
        Parts.of(view, gaps).values().stream()
                .sorted(Comparator.comparing(Part::rank))
                .forEach(part -> all.addAll(part.create()));
        gaps.options(view.kind() + " " + view.name(), view.options(), Set.of("with"));
        return all;
    }

    static SchemaStatement drop(View view) {
        return SchemaStatement.of(kind(view, "DROP "));
    }

    private static String kind(View view, String verb) {
        return verb + (view.materialized() ? "MATERIALIZED VIEW " : "VIEW ") + Sql.name(view.name());
    }
}
