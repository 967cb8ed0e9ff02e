package io.migrationledger.schema.declared;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.ScratchDatabase;
import io.migrationledger.event.Failure;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A schema that somebody wrote down: as SQL, as statements of a program, or as another database. Immutable. */
public final class DeclaredSchema {
    private final String name;
    private final Optional<String> schema;
    private final Build build;

    /**
     * A schema that was built.
     *
     * @param snapshot what it holds
     * @param otherSchemas which other schemas of the database hold something, which is not part of the snapshot
     */
    public record Built(Snapshot snapshot, List<String> otherSchemas) {

        /** Makes it immutable. */
        public Built {
            otherSchemas = List.copyOf(otherSchemas);
        }

        /** Returns the schema that a ledger stands in. */
        public static Built of(Ledger ledger) {
            return new Built(ledger.snapshot(), ledger.otherSchemas());
        }
    }

    private interface Build {
        Built in(Supplier<ScratchDatabase> scratches, Optional<String> schema);
    }

    private DeclaredSchema(String name, Optional<String> schema, Build build) {
        this.name = name;
        this.schema = schema;
        this.build = build;
    }

    /**
     * Returns a schema that scripts build.
     *
     * @param name what people call it: a path
     * @param scripts their texts by name, in the order in which they run
     */
    public static DeclaredSchema sql(String name, Map<String, String> scripts) {
        Map<String, String> copy = new LinkedHashMap<>(scripts);
        return new DeclaredSchema(name, Optional.empty(), (scratches, schema) -> {
            try (ScratchDatabase scratch = scratches.get()) {
                return run(copy, scratch.connection(), schema);
            }
        });
    }

    /**
     * Returns a schema that statements build, such as those of jOOQ's {@code Meta.ddl()}.
     *
     * @param name what people call it
     * @param statements one each, without the mark that ends them
     */
    public static DeclaredSchema statements(String name, List<String> statements) {
        List<String> copy = List.copyOf(statements);
        return new DeclaredSchema(name, Optional.empty(), (scratches, schema) -> {
            try (ScratchDatabase scratch = scratches.get();
                    Statement statement = scratch.connection().createStatement()) {
                statement.setEscapeProcessing(false);
                for (String sql : copy) {
                    execute(name, statement, sql);
                }
                return Built.of(migrator(scratch.connection(), schema, Map.of()).ledger());
            } catch (SQLException e) {
                throw doesNotRun(name, e.getMessage(), e);
            }
        });
    }

    /**
     * Returns a schema that stands in another database of the same kind.
     *
     * @param name what people call it, without passwords
     */
    public static DeclaredSchema of(String name, Built schema) {
        return new DeclaredSchema(name, Optional.empty(), (scratches, looked) -> schema);
    }

    /**
     * Returns the same, of which one schema is looked at: the one that the migrations' ledger stands in. By default it is the
     * connection's. Of another database its own decides.
     */
    public DeclaredSchema inSchema(String looked) {
        return new DeclaredSchema(name, Optional.of(looked), build);
    }

    /** Returns what people call it. */
    public String name() {
        return name;
    }

    /**
     * Builds it.
     *
     * @param scratches makes an empty database where one is needed
     * @throws LedgerException with code {@link ErrorCode#STATEMENT_FAILED} where it does not run on an empty database, with
     *     {@link ErrorCode#CONNECTION_LOST}, or as {@code scratches} throws it
     */
    public Built build(Supplier<ScratchDatabase> scratches) {
        return build.in(scratches, schema);
    }

    private static Migrator migrator(Connection connection, Optional<String> schema, Map<String, String> scripts) {
        Migrator.Builder builder = Migrator.of(connection)
                .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, scripts))
                .replacePlaceholders(false)
                .keepScripts(false);
        return (schema.isPresent() ? builder.schema(schema.get()) : builder).build();
    }

    private static Built run(Map<String, String> scripts, Connection connection, Optional<String> schema) {
        List<String> names = List.copyOf(scripts.keySet());
        Map<String, String> numbered = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            numbered.put(version(i) + "_declared.sql", scripts.getOrDefault(names.get(i), ""));
        }
        Migrator migrator = migrator(connection, schema, numbered);
        try {
            migrator.migrate();
        } catch (MigrationFailedException e) {
            if (e.code() == ErrorCode.CONNECTION_LOST) {
                throw named(e, names);
            }
            Optional<Failure> failure = e.result().failed().map(failed -> failed.failure());
            String file = nameOf(failure.map(Failure::file).orElse(""), names);
            String place = failure.map(Failure::line)
                    .filter(line -> line > 0)
                    .map(line -> ":" + line)
                    .orElse("");
            throw doesNotRun(file + place, failure.map(Failure::message).orElse(e.what()), e);
        } catch (LedgerException e) {
            throw named(e, names);
        }
        return Built.of(migrator.ledger());
    }

    private static LedgerException named(LedgerException e, List<String> names) {
        return new LedgerException(e.code(), named(e.what(), names), e.state(), named(e.next(), names), e);
    }

    /** Returns a text that names scripts by the names that people know. */
    private static String named(String text, List<String> names) {
        String named = text;
        for (int i = 0; i < names.size(); i++) {
            named = named.replace(version(i) + "_declared.sql", names.get(i));
        }
        return named;
    }

    private static String nameOf(String numbered, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (numbered.startsWith(version(i))) {
                return names.get(i);
            }
        }
        return numbered;
    }

    private static String version(int i) {
        return String.valueOf(10_000 + i);
    }

    private static void execute(String name, Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw doesNotRun(name, e.getMessage() + " (" + sql + ")", e);
        }
    }

    private static LedgerException doesNotRun(
            String place, @org.jspecify.annotations.Nullable String why, Exception e) {
        return new LedgerException(
                ErrorCode.STATEMENT_FAILED,
                place + " does not run on an empty database: " + why,
                LedgerException.NOTHING_CHANGED,
                "Fix it: it has to build the whole schema, from nothing.",
                e);
    }
}
