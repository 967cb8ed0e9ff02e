package io.migrationledger.internal.script;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlSyntax;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pairs of BEGIN and COMMIT in one script, and what stands against leaving them out. Confined to one thread. */
final class ScriptTransactions {
    /** So many of a script that has them in disorder are told. */
    private static final int MOST_WORDS = 20;

    private final SqlSyntax syntax;
    private final boolean transactionalDdl;
    private final List<Units.Classified> words = new ArrayList<>();
    private boolean inside;
    private boolean unpaired;
    private boolean other;
    /** The first unit that commits by itself. */
    private Units.@Nullable Classified alone;
    /** The first unit in a pair that has no effect inside of a transaction. */
    private Units.@Nullable Classified idle;
    /** The first unit in a pair whose effect COMMIT ends. */
    private Units.@Nullable Classified bound;
    /** Whether anything stands behind the pair that the bound unit is in. */
    private boolean goesOn;

    ScriptTransactions(ScriptRules rules) throws SQLException {
        this.syntax = rules.syntax();
        this.transactionalDdl = !rules.declined().contains(Capability.TRANSACTIONAL_DDL);
    }

    /**
     * Takes the next unit, and returns whether it is one of the words.
     *
     * @param commits whether it commits by itself
     */
    boolean take(Units.Classified next, boolean commits) {
        Unit.Sql sql = next.unit() instanceof Unit.Sql one ? one : null;
        StatementKind kind = next.unit().kind();
        goesOn |= bound != null && !inside;
        if (kind == StatementKind.REFUSED) {
            boolean opening = sql != null && ScriptTransaction.isOpening(sql.statement(), syntax);
            if (!opening && (sql == null || !ScriptTransaction.isClosing(sql.statement(), syntax))) {
                other = true;
                return false;
            }
            unpaired |= opening == inside;
            inside = opening;
            if (words.size() < MOST_WORDS) {
                words.add(next);
            }
            return true;
        }
        if (commits && alone == null) {
            alone = next;
        }
        if (inside && idle == null && kind == StatementKind.HOISTED) {
            idle = next;
        }
        if (inside && bound == null && sql != null && ScriptTransaction.isEndedByCommit(sql.statement(), syntax)) {
            bound = next;
        }
        return false;
    }

    /** Returns the words, the first of them. */
    List<Units.Classified> words() {
        return words;
    }

    /** Returns whether the script has pairs, all in order, and nothing else that must not stand in it. */
    boolean areLeftOut() {
        return !words.isEmpty() && !unpaired && !inside && !other;
    }

    /** Returns why the script would do something else without the words, or empty where it does the same. */
    Optional<String> problem() {
        Units.Classified against = idle;
        if (against == null && transactionalDdl) {
            // Elsewhere the server itself commits at such a statement, with the words or without.
            against = alone;
        }
        if (against != null) {
            return Optional.of("BEGIN … COMMIT must not stand in a script of which statement "
                    + against.unit().number() + ", in line "
                    + against.unit().line()
                    + ", does not take part in a transaction (" + against.reason() + ")");
        }
        if (bound != null && goesOn && transactionalDdl) {
            return Optional.of("statement " + bound.unit().number() + ", in line "
                    + bound.unit().line()
                    + ", has an effect that ends at COMMIT, and the script goes on behind that COMMIT");
        }
        return Optional.empty();
    }
}
