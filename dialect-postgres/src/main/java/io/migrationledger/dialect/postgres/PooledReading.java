package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a script for connections whose transactions have different sessions. What a script sets holds until its transaction
 * ends: that is the whole script where it is one transaction, and refused otherwise. What outlasts a transaction, or what a
 * rollback does not undo, is refused, before anything runs.
 */
final class PooledReading extends FurtherReading {
    private static final String MODE = "A pooler in transaction mode stands between: ";

    private static final String DIRECT =
            ", or migrate over the server's own address, or through a pool in session mode.";

    private boolean alone;
    private boolean sets;

    /** @param apart whether each statement has a transaction of its own */
    PooledReading(ScriptReading reading, PostgresClassifier classifier, SqlSyntax syntax, boolean apart) {
        super(reading, classifier, syntax, apart);
    }

    @Override
    Optional<String> refusal(SqlStatement statement, StatementClass judged) {
        String why = why(statement, judged);
        return why.isEmpty() ? Optional.empty() : Optional.of(MODE + why);
    }

    private String why(SqlStatement statement, StatementClass judged) {
        Words words = classifier.words(statement);
        String text = statement.text().toLowerCase(Locale.ROOT);
        if (words.at("LISTEN", "UNLISTEN", "PREPARE", "DEALLOCATE", "LOAD", "DISCARD")) {
            return "what " + words.word().toUpperCase(Locale.ROOT)
                    + " does to a session would stay with the pool. Leave it out" + DIRECT;
        }
        if (TemporaryObject.madeBy(statement.text(), words.again(), syntax).isPresent()) {
            return "a temporary object would stay with the pool. Write ON COMMIT DROP, which tables have" + DIRECT;
        }
        if (words.at("DECLARE") && words.has("HOLD")) {
            return "a cursor WITH HOLD would stay with the pool. Leave WITH HOLD out" + DIRECT;
        }
        if (text.matches("(?s).*\\bpg_(try_)?advisory_(lock|unlock)\\w*.*")) {
            return "an advisory lock of the session would stay with the pool. Write pg_advisory_xact_lock" + DIRECT;
        }
        if (words.begins("SET", "TRANSACTION") || words.begins("SET", "SESSION", "CHARACTERISTICS")) {
            return "the ledger's own query has to be the first of each transaction. Leave it out" + DIRECT;
        }
        if (apart && (words.at("DO", "CALL"))) {
            return "code that runs outside of a transaction could change a session of the pool. Leave transaction=none out"
                    + DIRECT;
        }
        boolean local = words.begins("SET", "LOCAL") || words.begins("SET", "CONSTRAINTS");
        boolean setting = (judged.kind() == StatementKind.SESSION || words.at("SET", "RESET")) && !local;
        if (setting && isOwnName(statement)) {
            return "a setting with a name of your own would stay with the pool. Write SET LOCAL" + DIRECT;
        }
        sets |= setting;
        alone |= judged.kind() == StatementKind.SELF_COMMITTING;
        if (sets && (alone || apart)) {
            return "what a script sets holds for one transaction, and this script has several. Put what is set, and what needs"
                    + " it, into a script of its own" + DIRECT;
        }
        return "";
    }

    /** {@code app.x}: nothing lists what such a setting was before. */
    private boolean isOwnName(SqlStatement statement) {
        Words words = classifier.words(statement);
        if (!words.takeAny("SET", "RESET")) {
            return false;
        }
        words.take("SESSION");
        return words.name().filter(name -> name.indexOf('.') > 0).isPresent();
    }
}
