package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses what stands behind a SELECT that sets something out of data, or does more than that, where it has been committed
 * before: the run that goes on from there has another session, and cannot send that SELECT again. A query that only sets values
 * is sent again, as SET is.
 */
final class SettingReading extends FurtherReading {
    /** The line of the newest such SELECT; 0 where there is none. */
    private int line;

    /** @param apart whether each statement has a transaction of its own */
    SettingReading(ScriptReading reading, PostgresClassifier classifier, SqlSyntax syntax, boolean apart) {
        super(reading, classifier, syntax, apart);
    }

    @Override
    Optional<String> refusal(SqlStatement statement, StatementClass judged) {
        Words words = classifier.words(statement);
        if (words.begins("DISCARD", "ALL") || words.begins("RESET", "ALL")) {
            line = 0;
        }
        if (line > 0 && (apart || judged.kind() == StatementKind.SELF_COMMITTING)) {
            int set = line;
            line = 0; // told once
            return Optional.of("What line " + set + " sets by set_config is lost where a run is cut off here: the"
                    + " next one goes on in another session, and sends again only what does nothing but set values. Write"
                    + " SET, or SELECT set_config('…', '…', false);");
        }
        if (judged.kind() == StatementKind.TRANSACTIONAL && words.at("SELECT", "WITH", "VALUES") && sets(statement)) {
            line = statement.line();
        }
        return Optional.empty();
    }

    /** Returns whether a call of set_config stands in it that is not for its transaction only. */
    private boolean sets(SqlStatement statement) {
        if (!statement.text().toLowerCase(Locale.ROOT).contains("set_config")) {
            return false;
        }
        Words words = Words.all(statement.text(), syntax);
        while (!words.atEnd()) {
            if (!words.take("set_config")) {
                words.word();
                continue;
            }
            List<SqlToken> call = words.parentheses();
            if (call.size() > 2 && !call.get(call.size() - 2).is("true")) {
                return true;
            }
        }
        return false;
    }
}
