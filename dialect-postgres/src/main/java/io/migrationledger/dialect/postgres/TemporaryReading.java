package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses a statement that names a temporary object which would not be there after a crash: it was made before a statement that
 * commits by itself, and the run that goes on from there has another connection.
 */
final class TemporaryReading extends FurtherReading {
    /** The lines that made what is there since the last commit, by name. */
    private final Map<String, Integer> made = new HashMap<>();
    /** What a run that goes on here would not have, with the reason. */
    private final Map<String, String> lost = new HashMap<>();

    /** @param apart whether each statement has a transaction of its own */
    TemporaryReading(ScriptReading reading, PostgresClassifier classifier, SqlSyntax syntax, boolean apart) {
        super(reading, classifier, syntax, apart);
    }

    @Override
    Optional<String> refusal(SqlStatement statement, StatementClass judged) {
        if (judged.kind() == StatementKind.SELF_COMMITTING) {
            committed("line " + statement.line() + " commits by itself");
        }
        Optional<String> name = TemporaryObject.madeBy(statement.text(), classifier.words(statement), syntax);
        name.ifPresent(lost::remove);
        Optional<String> reason = isGone(classifier.words(statement)) ? Optional.empty() : needsWhatIsLost(statement);
        if (reason.isPresent()) {
            return reason;
        }
        name.ifPresent(known -> made.put(known, statement.line()));
        if (apart) {
            committed("with transaction=none each statement commits by itself");
        }
        return Optional.empty();
    }

    private void committed(String why) {
        made.forEach((name, line) -> lost.put(
                name,
                "It needs the temporary object of line " + line + ", and " + why
                        + ". A run that is cut off there goes on with another connection, which has no such object. Use an"
                        + " ordinary table and drop it at the end."));
        made.clear();
    }

    /** Takes what a DROP or DISCARD names, and returns whether it does that also where there is no such object. */
    private boolean isGone(Words words) {
        if (words.take("DISCARD")) {
            if (words.at("TEMP", "TEMPORARY", "ALL")) {
                made.clear();
                lost.clear();
            }
            return true;
        }
        if (!words.take("DROP") || !TemporaryObject.isKind(words)) {
            return false;
        }
        boolean always = words.take("IF", "EXISTS");
        do {
            Optional<String> name = TemporaryObject.named(words);
            name.ifPresent(made::remove);
            if (always) {
                name.ifPresent(lost::remove);
            }
        } while (words.symbol(","));
        return always;
    }

    private Optional<String> needsWhatIsLost(SqlStatement statement) {
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        List<SqlToken> tokens = SqlTokens.of(statement.text(), syntax);
        for (int i = 0; i < tokens.size(); i++) {
            boolean qualified = i > 1
                    && tokens.get(i - 1).text().equals(".")
                    && !TemporaryObject.folded(tokens.get(i - 2).text()).equals("pg_temp");
            String reason = qualified
                    ? null
                    : lost.get(TemporaryObject.folded(tokens.get(i).text()));
            if (reason != null) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
