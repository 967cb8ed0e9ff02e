package io.migrationledger.internal.script;

import static io.migrationledger.ErrorCode.REFUSED_STATEMENT;

import io.migrationledger.PlannedMigration;
import io.migrationledger.PlannedStatement;
import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import io.migrationledger.event.Direction;
import io.migrationledger.event.StepList;
import io.migrationledger.event.Strategy;
import io.migrationledger.event.Touched;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.SqlScript;
import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A migration whose script has been read once from end to end: everything that can be wrong with it has been found.
 *
 * @param migration the migration
 * @param direction which of its bodies runs
 * @param statements how many there are; 0 for a script without any
 * @param strategy how effect and mark are kept together
 * @param steps what identifies the statements, for a later run that has to resume
 * @param hoisted the statements that the driver gives effect before the transaction
 * @param enclosed whether BEGIN and COMMIT in the script are left out, as the ledger's own transactions stand for them
 * @param touched the objects that the statements change, as they name them
 * @param reasons why the migration does not run in one transaction, for the plan
 */
public record Prepared(
        Migration migration,
        Direction direction,
        int statements,
        Strategy strategy,
        StepList steps,
        List<SqlStatement> hoisted,
        boolean enclosed,
        Touched touched,
        List<String> reasons) {

    /**
     * Reads a script.
     *
     * @throws ValidationException telling of everything that is wrong with it
     */
    public static Prepared of(Migration migration, Direction direction, ScriptRules rules, Placeholders placeholders)
            throws SQLException {
        try (Units units = new Units(migration, direction, rules, placeholders, false)) {
            return new Reading(migration, direction, rules).read(units.withoutForeignSections());
        }
    }

    public static MigrationBody body(Migration migration, Direction direction) {
        return direction == Direction.UP
                ? migration.up()
                : migration.down().orElseThrow(() -> new IllegalStateException(migration.id() + " has no down script"));
    }

    static Directives directives(Migration migration, Direction direction) {
        return direction == Direction.UP ? migration.directives() : migration.downDirectives();
    }

    public Units units(ScriptRules rules, Placeholders placeholders) throws SQLException {
        return new Units(migration, direction, rules, placeholders, enclosed);
    }

    /** Returns it as a plan shows it. */
    public PlannedMigration planned(int done) {
        return new PlannedMigration(migration, direction, strategy, statements, done, reasons);
    }

    /** Hands every statement to the consumer, placeholders replaced. */
    public void statements(ScriptRules rules, Placeholders placeholders, int done, Consumer<PlannedStatement> consumer)
            throws SQLException {
        try (Units units = units(rules, placeholders)) {
            for (var next = units.next(); next.isPresent(); next = units.next()) {
                Unit unit = next.get().unit();
                consumer.accept(new PlannedStatement(
                        unit.number(), unit.line(), unit.text(), unit.kind(), unit.number() <= done));
            }
        }
    }

    /**
     * Returns whether a unit is the one that was read before anything ran. Of a statement with data behind it, and beyond {@link
     * StepList#MAX_ENTRIES}, only the end of the file tells.
     */
    public boolean isAsRead(Unit unit) {
        int number = unit.number();
        if (number > statements) {
            return false;
        }
        List<StepList.Entry> known = steps.entries();
        boolean comparable = number <= known.size()
                && !(unit instanceof Unit.Sql sql && sql.statement().copyData().isPresent());
        return !comparable || known.get(number - 1).checksum().equals(StepList.checksumOf(unit.lasting()));
    }

    public String location() {
        return body(migration, direction).location();
    }

    /** Returns where a line of the script stands; 0 for none of them. */
    public SqlScript.Place place(int line) {
        return body(migration, direction).place(line);
    }

    public boolean apart() {
        return directives(migration, direction).transaction() == Directives.Transaction.NONE;
    }

    public MigrationScope scope() {
        Directives directives = directives(migration, direction);
        return new MigrationScope(
                hoisted, strategy == Strategy.TRANSACTIONAL, directives.lockTimeout(), directives.statementTimeout());
    }

    /** Collects while a script is read. */
    private static final class Reading {
        /** A script of which so much is wrong is not read to its end. */
        private static final int MOST_PROBLEMS = 20;

        private final Migration migration;
        private final Direction direction;
        private final ScriptRules rules;
        private final boolean apart;
        private final StepList.Builder steps = new StepList.Builder();
        private final Touched.Builder touched = new Touched.Builder();
        private final Set<String> reasons = new LinkedHashSet<>();
        private final List<Problem> problems = new ArrayList<>();
        private final List<Units.Classified> refused = new ArrayList<>();
        private final ScriptTransactions transactions;
        private int statements;

        Reading(Migration migration, Direction direction, ScriptRules rules) throws SQLException {
            this.migration = migration;
            this.direction = direction;
            this.rules = rules;
            this.apart = directives(migration, direction).transaction() == Directives.Transaction.NONE;
            this.transactions = new ScriptTransactions(rules);
        }

        Prepared read(Units units) throws SQLException {
            boolean stepwise = apart;
            Optional<Units.Classified> next = units.read(problems);
            while (next.isPresent() && problems.size() + refused.size() < MOST_PROBLEMS) {
                stepwise |= add(units, next.get());
                next = units.read(problems);
            }
            boolean enclosed = transactions.areLeftOut();
            if (enclosed) {
                envelopeProblem().ifPresent(problems::add);
            } else if (next.isEmpty()) {
                refused.addAll(transactions.words());
                refused.sort(Comparator.comparingInt(one -> one.unit().number()));
            }
            refused.forEach(unit -> problems.add(units.refused(unit)));
            if (!problems.isEmpty()) {
                throw new ValidationException(problems);
            }
            if (apart) {
                reasons.add("transaction=none");
            }
            return new Prepared(
                    migration,
                    direction,
                    statements,
                    stepwise ? Strategy.STEPWISE : Strategy.TRANSACTIONAL,
                    steps.build(),
                    List.copyOf(units.hoisted()),
                    enclosed,
                    touched.build(),
                    List.copyOf(reasons));
        }

        /** Takes a unit, and returns whether it commits by itself. */
        private boolean add(Units units, Units.Classified next) {
            Unit unit = next.unit();
            statements = unit.number();
            touched.add(units.touched(unit));
            steps.add(unit.lasting() + units.data(unit), unit.written());
            boolean alone = unit.kind() == StatementKind.SELF_COMMITTING
                    || unit.kind() == StatementKind.OPAQUE
                    || unit.kind() == StatementKind.SESSION_ALONE;
            if (alone) {
                reasons.add(next.reason());
            }
            if (!transactions.take(next, alone) && unit.kind() == StatementKind.REFUSED) {
                refused.add(next);
            }
            return alone;
        }

        private Optional<Problem> envelopeProblem() {
            Optional<String> why = apart
                    ? Optional.of("'-- ledger: transaction=none' and BEGIN … COMMIT contradict each other")
                    : transactions.problem();
            return why.map(what -> new Problem(
                    REFUSED_STATEMENT,
                    Optional.of(migration.id()),
                    body(migration, direction).location() + ":"
                            + transactions.words().get(0).unit().line() + ": " + what,
                    "Leave BEGIN and COMMIT out: the ledger gives its own mark to each statement that commits by"
                            + " itself."));
        }
    }
}
