package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses a statement that names a temporary object which would not be there after a crash: it was made before a statement that
 * commits by itself, and the run that goes on from there has another connection.
 */
final class TemporaryReading implements ScriptReading {
    private static final String OWN_SCHEMA = "pg_temp.";

    private final ScriptReading reading;
    private final PostgresClassifier classifier;
    private final SqlSyntax syntax;
    private final boolean apart;
    /** The lines that made what is there since the last commit, by name. */
    private final Map<String, Integer> made = new HashMap<>();
    /** What a run that goes on here would not have, with the reason. */
    private final Map<String, String> lost = new HashMap<>();

    /** @param apart whether each statement has a transaction of its own */
    TemporaryReading(ScriptReading reading, PostgresClassifier classifier, SqlSyntax syntax, boolean apart) {
        this.reading = reading;
        this.classifier = classifier;
        this.syntax = syntax;
        this.apart = apart;
    }

    @Override
    public StatementClass classify(SqlStatement statement) throws SQLException {
        StatementClass judged = reading.classify(statement);
        if (judged.kind() == StatementKind.REFUSED || statement.clientCommand()) {
            return judged;
        }
        if (judged.kind() == StatementKind.SELF_COMMITTING) {
            committed("line " + statement.line() + " commits by itself");
        }
        Optional<String> name = temporary(classifier.words(statement).again());
        name.ifPresent(lost::remove);
        Optional<String> reason =
                isGone(classifier.words(statement).again()) ? Optional.empty() : needsWhatIsLost(statement);
        if (reason.isPresent()) {
            return StatementClass.refused(reason.get());
        }
        name.ifPresent(known -> made.put(known, statement.line()));
        if (apart) {
            committed("with transaction=none each statement commits by itself");
        }
        return judged;
    }

    private void committed(String why) {
        made.forEach((name, line) -> lost.put(
                name,
                "It needs the temporary object of line " + line + ", and " + why
                        + ". A run that is cut off there goes on with another connection, which has no such object. Use an"
                        + " ordinary table and drop it at the end."));
        made.clear();
    }

    /** Returns the name of what a statement makes for its session alone, as PostgreSQL folds it; empty where it makes nothing. */
    private static Optional<String> temporary(Words words) {
        if (words.at("SELECT", "WITH")) {
            return into(words);
        }
        if (!words.take("CREATE")) {
            return Optional.empty();
        }
        words.take("OR", "REPLACE");
        words.takeAny("LOCAL", "GLOBAL");
        boolean declared = words.takeAny("TEMP", "TEMPORARY");
        words.take("RECURSIVE");
        if (!words.takeAny("TABLE", "VIEW", "SEQUENCE")) {
            return Optional.empty();
        }
        words.take("IF", "NOT", "EXISTS");
        Optional<String> name = words.name().map(TemporaryReading::folded);
        boolean dropped = words.has("COMMIT") && words.has("DROP"); // ON COMMIT DROP: nobody has it afterwards
        return name.filter(known -> (declared && !dropped) || known.startsWith(OWN_SCHEMA))
                .map(TemporaryReading::withoutSchema);
    }

    /** {@code SELECT … INTO TEMP TABLE x}. */
    private static Optional<String> into(Words words) {
        while (!words.atEnd()) {
            if (words.take("INTO") && words.takeAny("TEMP", "TEMPORARY")) {
                words.take("TABLE");
                return words.name().map(TemporaryReading::folded).map(TemporaryReading::withoutSchema);
            }
            words.word();
        }
        return Optional.empty();
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
        if (!words.take("DROP") || !words.takeAny("TABLE", "VIEW", "SEQUENCE")) {
            return false;
        }
        boolean always = words.take("IF", "EXISTS");
        do {
            Optional<String> name = words.name().map(TemporaryReading::folded).map(TemporaryReading::withoutSchema);
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
                    && !folded(tokens.get(i - 2).text()).equals("pg_temp");
            String reason = qualified ? null : lost.get(folded(tokens.get(i).text()));
            if (reason != null) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /** https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
    private static String folded(String name) {
        return name.indexOf('"') < 0 ? name.toLowerCase(Locale.ROOT) : name.replace("\"", "");
    }

    private static String withoutSchema(String name) {
        return name.startsWith(OWN_SCHEMA) ? name.substring(OWN_SCHEMA.length()) : name;
    }

    @Override
    public List<SqlStatement> hoisted() {
        return reading.hoisted();
    }

    @Override
    public Optional<SqlSyntax> syntaxFromHere() {
        return reading.syntaxFromHere();
    }
}
