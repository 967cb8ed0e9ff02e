package io.migrationledger.spi;

import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Classifies the statements of one script in their order, each once: what a statement means can depend on those before
 * it. A script is read in this way before anything runs, and again while it runs. Of one use, confined to one thread.
 */
public interface ScriptReading {

    /** Returns how the next statement of the script relates to transactions. */
    StatementClass classify(SqlStatement statement) throws SQLException;

    /**
     * Returns the statements that {@link DialectSession#beforeMigration} gives their effect, in order. Asked after the last
     * statement has been classified.
     */
    List<SqlStatement> hoisted();

    /**
     * Returns how the rest of the script is split into statements, where the statement that was classified last has changed
     * it: a SET that makes the backslash an ordinary character, for instance.
     *
     * @return empty where nothing has changed, as by default
     */
    default Optional<SqlSyntax> syntaxFromHere() {
        return Optional.empty();
    }

    /** Returns a reading that judges each statement by itself, and hoists all that are classified as hoisted. */
    static ScriptReading oneByOne(ScriptRules rules) {
        List<SqlStatement> hoisted = new ArrayList<>();
        return new ScriptReading() {
            @Override
            public StatementClass classify(SqlStatement statement) throws SQLException {
                StatementClass judged = rules.classify(statement);
                if (judged.kind() == StatementKind.HOISTED) {
                    hoisted.add(statement);
                }
                return judged;
            }

            @Override
            public List<SqlStatement> hoisted() {
                return List.copyOf(hoisted);
            }
        };
    }
}
