package io.migrationledger.internal.plan;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Plan;
import io.migrationledger.PlannedMigration;
import io.migrationledger.PlannedStatement;
import io.migrationledger.Problem;
import io.migrationledger.SquashedScript;
import io.migrationledger.ValidationException;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerState;
import io.migrationledger.internal.connect.DatabaseErrors;
import io.migrationledger.internal.connect.Dialects;
import io.migrationledger.internal.script.FlywayPlaceholders;
import io.migrationledger.internal.script.OfflineRules;
import io.migrationledger.internal.script.Placeholders;
import io.migrationledger.internal.script.Preparation;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.spi.ScriptRules;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What can be said of migrations without a database: how they would run on an empty one. Safe for many threads. */
public final class Offline {
    private static final LedgerState NOTHING = new LedgerState();

    private final String product;
    private final List<MigrationSource> sources;
    private final Settings settings;
    private final Placeholders placeholders;

    public Offline(String product, List<MigrationSource> sources, Settings settings) {
        this.product = product;
        this.sources = sources;
        this.settings = settings;
        this.placeholders = new Placeholders(
                settings.replacePlaceholders(), settings.placeholders(), FlywayPlaceholders::withoutDatabase);
    }

    /** Returns what would run on an empty database. */
    public Plan plan(MigrateOptions options) {
        return read(rules -> {
            LocalMigrations local =
                    LocalMigrations.read(sources, rules.fileVariants()).on(new LedgerState());
            if (!local.problems().isEmpty()) {
                throw new ValidationException(validation(rules).ofSources(local));
            }
            options.to().ifPresent(id -> local.checkKnown(id));
            Planner planner = new Planner(local, NOTHING.migrations(), options, settings.ignoreMissing());
            Preparation preparation = new Preparation(rules, placeholders);
            List<Problem> problems = new ArrayList<>(planner.problems());
            List<PlannedMigration> planned = new ArrayList<>();
            for (Prepared prepared : preparation.read(Direction.UP, planner.pending(), NOTHING::of)) {
                planned.add(prepared.planned(0));
            }
            problems.addAll(preparation.problems());
            if (!problems.isEmpty()) {
                throw new ValidationException(problems);
            }
            List<String> notes = new ArrayList<>();
            notes.add("no database was asked: this is what would run on an empty one");
            notes.addAll(planner.notes());
            notes.addAll(local.notes());
            notes.addAll(preparation.notes());
            List<MigrationId> afterFailure =
                    local.afterFailure().stream().map(Migration::id).toList();
            return new Plan(planned, notes, afterFailure);
        });
    }

    /** Returns everything that is wrong with the files; tells the listener of what is left out. */
    public List<Problem> validate() {
        return read(rules -> {
            LocalMigrations local = LocalMigrations.read(sources, rules.fileVariants());
            local.notes().forEach(settings.listener()::warning);
            return validation(rules).of(local);
        });
    }

    /** Writes one script that has the effect of several. */
    public SquashedScript squash(Optional<MigrationId> from, MigrationId to, String description) {
        return read(rules -> new Squasher(rules, sources, rules.fileVariants()).squash(from, to, description));
    }

    /** Hands every statement of a planned migration to the consumer. */
    public void statements(PlannedMigration planned, Consumer<PlannedStatement> consumer) {
        read(rules -> {
            Migration migration = planned.migration();
            Prepared.of(migration, planned.direction(), rules, placeholders)
                    .statements(rules, placeholders, planned.resumesAfter(), consumer);
            return planned;
        });
    }

    private Validation validation(ScriptRules rules) {
        return new Validation(rules, placeholders, NOTHING, settings.ignoreMissing());
    }

    @FunctionalInterface
    private interface Reading<T> {
        T with(ScriptRules rules) throws SQLException;
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.with(new OfflineRules(
                    Dialects.scriptRules(product), settings.session().table()));
        } catch (SQLException e) {
            throw DatabaseErrors.withoutDatabase(product, e);
        }
    }
}
