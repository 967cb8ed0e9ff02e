package io.migrationledger.schema.generate;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.PlannedMigration;
import io.migrationledger.RollbackOptions;
import io.migrationledger.ScratchDatabase;
import io.migrationledger.migration.Migration;
import io.migrationledger.schema.declared.DeclaredSchema;
import io.migrationledger.schema.difference.SchemaChange;
import io.migrationledger.schema.difference.SchemaDifference;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes the next migration. Both sides are built by the real engine, in scratch databases: what the migrations build, and
 * what is declared. Each statement has run there before anybody sees it. Immutable.
 */
public final class SchemaGeneration {
    private final String url;
    private final Properties properties;
    private final Start start;
    private final List<Rename> renames;
    private final Set<String> dropped;

    /** Builds the schema that the statements begin with, in an empty database. */
    private interface Start {
        Ledger in(Connection connection);
    }

    private SchemaGeneration(
            String url, Properties properties, Start start, List<Rename> renames, Set<String> dropped) {
        this.url = url;
        this.properties = properties;
        this.start = start;
        this.renames = List.copyOf(renames);
        this.dropped = Set.copyOf(dropped);
    }

    /**
     * Begins with what migrations build.
     *
     * @param url the server for the scratch databases, as in {@link ScratchDatabase#open}
     * @param properties {@code user}, {@code password} and whatever else the JDBC driver takes
     * @param migrators makes the migrator for the connection to a scratch database, with the migrations that there are
     */
    public static SchemaGeneration on(String url, Properties properties, Function<Connection, Migrator> migrators) {
        return new SchemaGeneration(
                url, properties, connection -> migrated(migrators, connection), List.of(), Set.of());
    }

    /**
     * Begins with a schema as it stands in a database, which is built anew in scratch databases.
     *
     * @param url the server for the scratch databases, as in {@link ScratchDatabase#open}
     * @param properties {@code user}, {@code password} and whatever else the JDBC driver takes
     */
    public static SchemaGeneration on(String url, Properties properties, Snapshot present) {
        return new SchemaGeneration(url, properties, connection -> rebuilt(present, connection), List.of(), Set.of());
    }

    private static Ledger migrated(Function<Connection, Migrator> migrators, Connection connection) {
        Migrator migrator = migrators.apply(connection);
        migrator.migrate();
        return migrator.ledger();
    }

    private static Ledger rebuilt(Snapshot present, Connection connection) {
        Ledger ledger = Ledger.of(connection);
        SchemaWriter writer = writer(ledger, present.dialect());
        Way way = new Way(connection, ledger::snapshot, writer);
        way.leadTo(present);
        if (!way.script().unwritten().isEmpty() && !StandIns.make(connection, ledger::snapshot, writer, present)) {
            throw LedgerException.input(
                    ErrorCode.NO_SCHEMA_WRITER,
                    "the present schema cannot be built in a scratch database, so nothing can be tried: "
                            + String.join("; ", way.script().unwritten()),
                    "Write a migration by hand.");
        }
        return ledger;
    }

    private static SchemaWriter writer(Ledger ledger, String dialect) {
        return ledger.schemaWriter()
                .orElseThrow(() -> LedgerException.input(
                        ErrorCode.NO_SCHEMA_WRITER,
                        "the driver for " + dialect + " writes no statements out of schemas",
                        "Write the migration by hand, and try it with 'check'."));
    }

    /** Returns one that knows of this rename. They run in the order in which they were told. */
    public SchemaGeneration renamed(Rename rename) {
        return new SchemaGeneration(
                url,
                properties,
                start,
                Stream.concat(renames.stream(), Stream.of(rename)).toList(),
                dropped);
    }

    /** Returns one that knows that a table ({@code people}) or a column ({@code people.mail}) was not renamed. */
    public SchemaGeneration dropped(String name) {
        Set<String> more = new TreeSet<>(dropped);
        more.add(name);
        return new SchemaGeneration(url, properties, start, renames, more);
    }

    /**
     * Finds the statements. Nothing is written, and no database but scratch databases is touched.
     *
     * @throws LedgerException where a scratch database cannot be made, a migration fails, the declared schema does not run,
     *     a rename names nothing, or the driver writes no statements
     */
    public GeneratedScripts to(DeclaredSchema declared) {
        DeclaredSchema.Built wanted = declared.build(this::scratch);
        try (ScratchDatabase scratch = scratch()) {
            Ledger ledger = start.in(scratch.connection());
            Snapshot before = ledger.snapshot();
            Snapshot after = wanted.snapshot();
            if (!before.dialect().equals(after.dialect())) {
                throw LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        declared.name() + " is of " + after.dialect() + ", and this database of " + before.dialect(),
                        "Compare databases of one kind.");
            }
            SchemaWriter writer = writer(ledger, before.dialect());
            Set<String> others = new TreeSet<>(ledger.otherSchemas());
            others.addAll(wanted.otherSchemas());
            return new Ways(scratch.connection(), ledger, writer, before, List.copyOf(others)).to(after);
        }
    }

    /** Both ways, on one scratch database. */
    private final class Ways {
        private final Connection connection;
        private final Ledger ledger;
        private final SchemaWriter writer;
        private final Snapshot before;
        private final List<String> otherSchemas;

        Ways(Connection connection, Ledger ledger, SchemaWriter writer, Snapshot before, List<String> otherSchemas) {
            this.connection = connection;
            this.ledger = ledger;
            this.writer = writer;
            this.before = before;
            this.otherSchemas = otherSchemas;
        }

        GeneratedScripts to(Snapshot wanted) {
            Way up = way();
            List<Rename> renamed = Rename.inOrder(renames);
            for (Rename rename : renamed) {
                if (!up.run(statement(rename))) {
                    throw LedgerException.input(
                            ErrorCode.BAD_OPTION,
                            "the rename " + rename + " cannot be done: "
                                    + up.script().unwritten().get(0).replace('\n', ' '),
                            "Name a table or a column that the migrations build, and a name that is free.");
                }
            }
            Snapshot named = ledger.snapshot();
            List<SchemaChange> changes = SchemaDifference.between(named, wanted);
            List<Rename> questions = LikelyRenames.between(named, wanted, dropped);
            if (!questions.isEmpty()) {
                SchemaScript none = new SchemaScript(List.of(), List.of());
                return new GeneratedScripts(
                        questions, renamed, changes, none, none, List.of(), before, before, otherSchemas);
            }
            Snapshot after = up.leadTo(wanted);
            Way down = way();
            if (!renamed.isEmpty()) {
                down.leadTo(named);
            }
            for (int i = renamed.size() - 1; i >= 0; i--) {
                down.run(statement(back(renamed.get(i))));
            }
            Snapshot back = down.leadTo(before);
            Set<String> notes = new LinkedHashSet<>(up.notes());
            notes.addAll(down.notes());
            return new GeneratedScripts(
                    questions,
                    renamed,
                    changes,
                    up.script(),
                    down.script(),
                    List.copyOf(notes),
                    after,
                    back,
                    otherSchemas);
        }

        private Way way() {
            return new Way(connection, ledger::snapshot, writer);
        }

        private SchemaStatement statement(Rename rename) {
            return rename.column().isPresent()
                    ? writer.renameColumn(rename.table(), rename.column().get(), rename.name())
                    : writer.renameTable(rename.table(), rename.name());
        }
    }

    private static Rename back(Rename rename) {
        return rename.column().isPresent()
                ? new Rename(
                        rename.table(),
                        Optional.of(rename.name()),
                        rename.column().get())
                : new Rename(rename.name(), rename.column(), rename.table());
    }

    /**
     * Tries scripts as the migrations that they are to be, in another scratch database: after all others, back by the down
     * script where there is one, and again. What runs in every run does so here, too, and has no part in the way back.
     *
     * @param withScripts makes the migrator with the migrations that there are, and these scripts as the next one
     * @return what does not hold, one line each; empty where all does
     */
    public List<String> prove(GeneratedScripts scripts, Function<Connection, Migrator> withScripts) {
        List<String> wrong = new ArrayList<>();
        try (ScratchDatabase scratch = scratch()) {
            start.in(scratch.connection());
            Migrator migrator = withScripts.apply(scratch.connection());
            List<Migration> planned = migrator.plan(MigrateOptions.ALL).migrations().stream()
                    .map(PlannedMigration::migration)
                    .toList();
            boolean down = planned.stream()
                    .filter(migration -> !migration.repeatable())
                    .allMatch(migration -> migration.down().isPresent());
            migrator.migrate();
            wrong.addAll(differences("the up script", scripts.after(), migrator, scripts));
            if (down && wrong.isEmpty()) {
                long steps = planned.stream()
                        .filter(migration -> migration.down().isPresent())
                        .count();
                migrator.rollback(RollbackOptions.steps((int) steps));
                wrong.addAll(differences("the down script", scripts.back(), migrator, scripts));
                migrator.migrate();
                wrong.addAll(differences("the up script after the down script", scripts.after(), migrator, scripts));
            }
        } catch (LedgerException e) {
            wrong.add("it does not run as a migration: " + e.what());
        }
        return wrong;
    }

    private static List<String> differences(
            String script, Snapshot expected, Migrator migrator, GeneratedScripts scripts) {
        return SchemaDifference.between(expected, migrator.ledger().snapshot()).stream()
                .filter(change -> scripts.notes().isEmpty() || !change.isOrderOfColumns())
                .map(change -> script + " leads elsewhere: " + change)
                .toList();
    }

    private ScratchDatabase scratch() {
        return ScratchDatabase.open(url, properties);
    }
}
