package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.View;
import io.migrationledger.spi.support.NeededFirst;
import io.migrationledger.spi.support.Unwritten;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Views, each behind those that it mentions. */
final class Views {
    private final Snapshot from;
    private final Snapshot to;
    private final boolean mariadb;

    Views(Snapshot from, Snapshot to, boolean mariadb) {
        this.from = from;
        this.to = to;
        this.mariadb = mariadb;
    }

    private static Set<String> names(List<View> views) {
        return views.stream().map(View::name).collect(Collectors.toSet());
    }

    List<SchemaStatement> drops() {
        Set<String> kept = names(to.views());
        return from.views().stream()
                .filter(view -> !kept.contains(view.name()))
                .map(view -> SchemaStatement.of("DROP VIEW " + Sql.name(view.name())))
                .toList();
    }

    /** A view of which only the columns differ follows its tables, where one of them changes. */
    List<SchemaStatement> creations() {
        Set<String> there = names(from.views());
        Set<String> changing = Stream.concat(
                        Script.changed(from.tables(), to.tables()).stream(),
                        Stream.concat(
                                Script.changed(to.tables(), from.tables()).stream(),
                                Script.changed(to.views(), from.views()).stream()))
                .map(item -> item.name())
                .collect(Collectors.toSet());
        Function<View, Set<String>> needs = view -> Mentions.in(view.definition(), mariadb);
        return NeededFirst.ordered(to.views(), View::name, needs).stream()
                .filter(view ->
                        from.views().stream().noneMatch(old -> old.equals(view) || follows(old, view, changing)))
                .map(view -> SchemaStatement.of(sql(view, there.contains(view.name()))))
                .toList();
    }

    private boolean follows(View old, View view, Set<String> changing) {
        return old.name().equals(view.name())
                && old.definition().equals(view.definition())
                && old.options().equals(view.options())
                && Mentions.in(view.definition(), mariadb).stream()
                        .anyMatch(name -> changing.contains(name) && !name.equals(view.name()));
    }

    private static String sql(View view, boolean replaces) {
        String algorithm = view.options().get("algorithm");
        String check = view.options().get("check option");
        return "CREATE" + (replaces ? " OR REPLACE" : "")
                + (algorithm == null ? "" : " ALGORITHM = " + algorithm)
                + ("INVOKER".equals(view.options().get("security")) ? " SQL SECURITY INVOKER" : "")
                + " VIEW " + Sql.name(view.name()) + " AS\n" + view.definition()
                + (check == null ? "" : "\nWITH " + check + " CHECK OPTION");
    }

    static void tell(View view, Unwritten gaps) {
        String where = "view " + view.name();
        gaps.options(where, view.options(), Set.of("algorithm", "check option", "security"));
        if (view.materialized()
                || !view.indexes().isEmpty()
                || !view.triggers().isEmpty()
                || !view.others().isEmpty()
                || !view.comment().isEmpty()) {
            gaps.add(where + ": what a view has here besides its query");
        }
    }
}
