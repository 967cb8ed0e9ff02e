package io.migrationledger.internal.plan;

import io.migrationledger.ErrorCode;
import io.migrationledger.OnExisting;
import io.migrationledger.Problem;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.SchemaObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The first run on a database. A schema that holds objects of which no ledger tells was made by hand, or by another tool:
 * its migrations may be in effect already, and to run them again would fail half-way, or change data twice.
 */
public final class FirstRun {
    private static final int SHOWN = 5;

    /** The tables in which other tools keep their history, in lower case, and who they belong to. */
    private static final Map<String, String> HISTORIES = Map.ofEntries(
            Map.entry("flyway_schema_history", "Flyway"),
            Map.entry("schema_version", "Flyway (before version 5)"),
            Map.entry("databasechangelog", "Liquibase"),
            Map.entry("databasechangeloglock", "Liquibase"),
            Map.entry("schema_migrations", "golang-migrate, Rails or dbmate"),
            Map.entry("ar_internal_metadata", "Rails"),
            Map.entry("schema_migration", "pop"),
            Map.entry("goose_db_version", "goose"),
            Map.entry("gorp_migrations", "sql-migrate"),
            Map.entry("__diesel_schema_migrations", "Diesel"),
            Map.entry("_sqlx_migrations", "SQLx"),
            Map.entry("refinery_schema_history", "Refinery"),
            Map.entry("seaql_migrations", "SeaORM"),
            Map.entry("alembic_version", "Alembic"),
            Map.entry("django_migrations", "Django"),
            Map.entry("_yoyo_migration", "yoyo"),
            Map.entry("_prisma_migrations", "Prisma"),
            Map.entry("__drizzle_migrations", "Drizzle"),
            Map.entry("knex_migrations", "Knex"),
            Map.entry("sequelizemeta", "Sequelize"),
            Map.entry("mikro_orm_migrations", "MikroORM"),
            Map.entry("pgmigrations", "node-pg-migrate"),
            Map.entry("kysely_migration", "Kysely"),
            Map.entry("atlas_schema_revisions", "Atlas"),
            Map.entry("__efmigrationshistory", "Entity Framework"),
            Map.entry("schemaversions", "DbUp"),
            Map.entry("versioninfo", "FluentMigrator"),
            Map.entry("doctrine_migration_versions", "Doctrine"),
            Map.entry("phinxlog", "Phinx"),
            Map.entry("play_evolutions", "Play evolutions"),
            Map.entry("orm_migrations", "ormed"));

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
        return List.of(problem(objects));
    }

    private static Problem problem(List<SchemaObject> objects) {
        Optional<SchemaObject> history = objects.stream()
                .filter(object -> HISTORIES.containsKey(object.name().toLowerCase(Locale.ROOT)))
                .findFirst();
        String tool = history.map(object -> "; " + object.name() + " is the history of "
                        + HISTORIES.get(object.name().toLowerCase(Locale.ROOT)))
                .orElse("");
        return new Problem(
                ErrorCode.NOT_EMPTY,
                Optional.empty(),
                "there is no ledger here, and the schema is not empty: it holds " + list(objects) + tool,
                "If migrations are in effect here already, name the last one: 'ledger baseline ID --reason …'; the next "
                        + "run goes on after it. If what is there has nothing to do with these migrations, run with "
                        + "--on-existing=run. Otherwise check that this is the right database and schema.");
    }

    private static String list(List<SchemaObject> objects) {
        List<String> names = new ArrayList<>();
        objects.stream().limit(SHOWN).forEach(object -> names.add(object.toString()));
        int more = objects.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }
}
