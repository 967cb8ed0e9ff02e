package io.migrationledger.internal.plan;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.OnExisting;
import io.migrationledger.Problem;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.HistoryAdopter;
import io.migrationledger.spi.SchemaObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The first run on a database. A schema that holds objects of which no ledger tells was made by hand, or by another tool:
 * its migrations may be in effect already, and to run them again would fail half-way, or change data twice.
 */
public final class FirstRun {
    private static final int SHOWN = 5;

    /**
     * Another tool's table.
     *
     * @param owner the tool, as people write it
     * @param tool how its adopter is called, blank where its table is that of several; empty where there is none
     */
    private record History(String owner, Optional<String> tool) {}

    /** The tables in which other tools keep their history, in lower case, and who they belong to. */
    private static final Map<String, History> HISTORIES = Map.ofEntries(
            Map.entry("flyway_schema_history", new History("Flyway", Optional.of("flyway"))),
            Map.entry("schema_version", new History("Flyway (before version 5)", Optional.of("flyway"))),
            Map.entry("databasechangelog", new History("Liquibase", Optional.of("liquibase"))),
            Map.entry("databasechangeloglock", new History("Liquibase", Optional.of("liquibase"))),
            Map.entry("schema_migrations", new History("golang-migrate, Rails or dbmate", Optional.of(""))),
            Map.entry("ar_internal_metadata", new History("Rails", Optional.of("rails"))),
            Map.entry("schema_migration", new History("pop", Optional.of("pop"))),
            Map.entry("goose_db_version", new History("goose", Optional.of("goose"))),
            Map.entry("gorp_migrations", new History("sql-migrate", Optional.of("sql-migrate"))),
            Map.entry("__diesel_schema_migrations", new History("Diesel", Optional.of("diesel"))),
            Map.entry("_sqlx_migrations", new History("SQLx", Optional.of("sqlx"))),
            Map.entry("refinery_schema_history", new History("Refinery", Optional.empty())),
            Map.entry("seaql_migrations", new History("SeaORM", Optional.empty())),
            Map.entry("alembic_version", new History("Alembic", Optional.of("alembic"))),
            Map.entry("django_migrations", new History("Django", Optional.of("django"))),
            Map.entry("_yoyo_migration", new History("yoyo", Optional.empty())),
            Map.entry("_prisma_migrations", new History("Prisma", Optional.of("prisma"))),
            Map.entry("__drizzle_migrations", new History("Drizzle", Optional.of("drizzle"))),
            Map.entry("knex_migrations", new History("Knex", Optional.of("knex"))),
            Map.entry("sequelizemeta", new History("Sequelize", Optional.of("sequelize"))),
            Map.entry("mikro_orm_migrations", new History("MikroORM", Optional.empty())),
            Map.entry("pgmigrations", new History("node-pg-migrate", Optional.of("node-pg-migrate"))),
            Map.entry("kysely_migration", new History("Kysely", Optional.empty())),
            Map.entry("atlas_schema_revisions", new History("Atlas", Optional.of("atlas"))),
            Map.entry("__efmigrationshistory", new History("Entity Framework", Optional.empty())),
            Map.entry("schemaversions", new History("DbUp", Optional.empty())),
            Map.entry("versioninfo", new History("FluentMigrator", Optional.empty())),
            Map.entry("doctrine_migration_versions", new History("Doctrine", Optional.empty())),
            Map.entry("phinxlog", new History("Phinx", Optional.empty())),
            Map.entry("play_evolutions", new History("Play evolutions", Optional.empty())),
            Map.entry("orm_migrations", new History("ormed", Optional.of("ormed"))));

    private final DialectSession session;
    private final OnExisting onExisting;

    public FirstRun(DialectSession session, OnExisting onExisting) {
        this.session = session;
        this.onExisting = onExisting;
    }

    /**
     * Returns what stands in the way of a first run; empty where nothing does.
     *
     * @param note hears of what is there where the run goes on all the same
     */
    public List<Problem> problems(Consumer<String> note) throws SQLException {
        List<SchemaObject> objects = session.schemaObjects();
        if (objects.isEmpty()) {
            return List.of();
        }
        if (onExisting == OnExisting.RUN) {
            note.accept("the ledger begins in a schema that holds " + list(objects) + " already");
            return List.of();
        }
        return List.of(problem(objects, histories()));
    }

    private List<HistoryAdopter.Found> histories() throws SQLException {
        Optional<HistoryAdopter> reader = OtherTools.reader();
        return reader.isPresent() ? reader.get().find(session) : List.of();
    }

    /** Names the history by its columns, where something reads these, and otherwise by the table's name. */
    private static Problem problem(List<SchemaObject> objects, List<HistoryAdopter.Found> found) {
        Optional<SchemaObject> table = objects.stream()
                .filter(object -> HISTORIES.containsKey(object.name().toLowerCase(Locale.ROOT)))
                .findFirst();
        Optional<History> history =
                table.map(object -> HISTORIES.get(object.name().toLowerCase(Locale.ROOT)));
        String named = found.isEmpty()
                ? history.map(known -> "; " + table.get().name() + " is the history of " + known.owner())
                        .orElse("")
                : found.stream()
                        .map(one -> one.table() + " is the history of " + one.product())
                        .collect(Collectors.joining(", ", "; ", ""));
        List<Object> adopt = new ArrayList<>();
        if (found.isEmpty()) {
            history.flatMap(History::tool)
                    .ifPresent(tool -> adopt.add(tool.isEmpty() ? Action.ADOPT : Action.ADOPT.about(tool)));
        } else {
            found.forEach(one -> {
                adopt.add(adopt.isEmpty() ? "" : "' or '");
                adopt.add(Action.ADOPT.about(one.tool()));
            });
        }
        String what = "there is no ledger here, and the schema is not empty: it holds " + list(objects) + named;
        Advice last = Advice.of(
                "If migrations are in effect here already, name the last one: '",
                Action.BASELINE,
                "'; the next run goes on after it. If what is there has nothing to do with these migrations, run with ",
                Action.RUN_ON_EXISTING,
                ". Otherwise check that this is the right database and schema.");
        return new Problem(
                ErrorCode.NOT_EMPTY,
                Optional.empty(),
                what,
                adopt.isEmpty()
                        ? last
                        : Advice.of(
                                "Take that history over: '",
                                Advice.of(adopt.toArray()),
                                "', and nothing of it runs again; ",
                                Action.ADOPT_PREVIEW,
                                " only shows what it would record. The next run goes on after it. If that history has"
                                        + " nothing to do with these migrations, run with ",
                                Action.RUN_ON_EXISTING,
                                "."));
    }

    private static String list(List<SchemaObject> objects) {
        List<String> names = new ArrayList<>();
        objects.stream().limit(SHOWN).forEach(object -> names.add(object.toString()));
        int more = objects.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }
}
