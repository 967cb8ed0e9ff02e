package io.migrationledger.internal.plan;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Problem;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.internal.script.Placeholders;
import io.migrationledger.internal.script.Preparation;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.ScriptRules;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds everything that is wrong, in the sources, in the scripts and in the ledger. Runs nothing. */
public final class Validation {
    private final ScriptRules rules;
    private final Placeholders placeholders;
    private final LedgerState state;
    private final boolean ignoreMissing;

    public Validation(ScriptRules rules, Placeholders placeholders, LedgerState state, boolean ignoreMissing) {
        this.ignoreMissing = ignoreMissing;
        this.rules = rules;
        this.placeholders = placeholders;
        this.state = state;
    }

    /** Returns what would stop a run, and what would stop a rollback of what is in effect. */
    public List<Problem> of(LocalMigrations local) throws SQLException {
        if (!local.problems().isEmpty()) {
            return ofSources(local);
        }
        Planner planner = new Planner(local, state.migrations(), MigrateOptions.ALL, ignoreMissing);
        List<Problem> problems = new ArrayList<>(planner.problems());
        Preparation preparation = new Preparation(rules, placeholders);
        preparation.read(Direction.UP, planner.pending(), state::of);
        preparation.read(Direction.UP, local.afterFailureBut(planner.pending()), id -> Optional.empty());
        for (Migration migration : local.ordered()) {
            if (isInEffect(migration)) {
                preparation.checkDown(migration);
            }
        }
        problems.addAll(preparation.problems());
        return problems;
    }

    /**
     * Returns what is wrong with the sources, and inside of those scripts that can be told to be pending all the same, so
     * that nobody has to come back for that.
     */
    public List<Problem> ofSources(LocalMigrations local) throws SQLException {
        List<Problem> problems = new ArrayList<>(local.problems());
        Preparation preparation = new Preparation(rules, placeholders);
        List<Migration> pending = local.ordered().stream()
                .filter(migration -> !isInEffect(migration))
                .toList();
        preparation.read(Direction.UP, pending, state::of);
        preparation.read(Direction.UP, local.afterFailure(), id -> Optional.empty());
        problems.addAll(preparation.problems());
        return problems;
    }

    /** Returns what pending migrations require and no source has. */
    public static List<Problem> unknownRequires(List<Migration> pending, List<Migration> all) {
        Set<MigrationId> known = new HashSet<>();
        all.forEach(migration -> known.add(migration.id()));
        List<Problem> unknown = new ArrayList<>();
        for (Migration migration : pending) {
            for (MigrationId required : migration.directives().requires()) {
                if (!known.contains(required)) {
                    unknown.add(Problems.unknownRequires(migration, required));
                }
            }
        }
        return unknown;
    }

    private boolean isInEffect(Migration migration) {
        return state.of(migration.id()).filter(MigrationState::isInEffect).isPresent();
    }
}
