package io.migrationledger.internal;

import static io.migrationledger.ErrorCode.EMPTY_SCRIPT;

import io.migrationledger.LedgerException;
import io.migrationledger.event.Direction;
import io.migrationledger.event.StepList;
import io.migrationledger.event.Strategy;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A migration whose script has been read once from end to end: everything that can be wrong with it has been found.
 *
 * @param migration the migration
 * @param direction which of its bodies runs
 * @param statements how many there are
 * @param strategy how effect and mark are kept together
 * @param steps what identifies the statements, for a later run that has to resume
 * @param hoisted the statements that the driver gives effect before the transaction
 * @param reasons why the migration does not run in one transaction, for the plan
 */
record Prepared(
        Migration migration,
        Direction direction,
        int statements,
        Strategy strategy,
        StepList steps,
        List<SqlStatement> hoisted,
        List<String> reasons) {

    static Prepared of(Migration migration, Direction direction, DialectSession session, Placeholders placeholders)
            throws SQLException {
        boolean apart = migration.directives().transaction() == Directives.Transaction.NONE;
        StepList.Builder steps = new StepList.Builder();
        List<SqlStatement> hoisted = new ArrayList<>();
        Set<String> reasons = new LinkedHashSet<>();
        boolean stepwise = apart;
        int statements = 0;
        MigrationBody body = body(migration, direction);
        try (Units units = new Units(body, direction, migration.directives(), session, placeholders)) {
            for (var next = units.next(); next.isPresent(); next = units.next()) {
                Unit unit = next.get().unit();
                statements++;
                steps.add(unit.text(), unit.written());
                StatementKind kind = unit.kind();
                if (kind == StatementKind.HOISTED && unit instanceof Unit.Sql sql) {
                    hoisted.add(sql.statement());
                }
                if (kind == StatementKind.SELF_COMMITTING || kind == StatementKind.OPAQUE) {
                    stepwise = true;
                    reasons.add(next.get().reason());
                }
            }
        }
        if (statements == 0) {
            throw LedgerException.input(
                    EMPTY_SCRIPT,
                    body.location() + ": the script holds no statement",
                    "Write at least one statement, or delete the file.");
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
                List.copyOf(hoisted),
                List.copyOf(reasons));
    }

    static MigrationBody body(Migration migration, Direction direction) {
        return direction == Direction.UP
                ? migration.up()
                : migration.down().orElseThrow(() -> new IllegalStateException(migration.id() + " has no down script"));
    }

    Units units(DialectSession session, Placeholders placeholders) throws SQLException {
        return new Units(body(migration, direction), direction, migration.directives(), session, placeholders);
    }

    String location() {
        return body(migration, direction).location();
    }

    boolean apart() {
        return migration.directives().transaction() == Directives.Transaction.NONE;
    }

    MigrationScope scope() {
        return new MigrationScope(
                hoisted,
                strategy == Strategy.TRANSACTIONAL,
                migration.directives().lockTimeout(),
                migration.directives().statementTimeout());
    }
}
