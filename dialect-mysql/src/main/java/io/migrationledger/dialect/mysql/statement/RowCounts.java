package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * ROW_COUNT() and FOUND_ROWS() answer for the statement before them, and between two statements of a script the ledger may
 * send its own. It sends none between DML and a SET of user variables.
 */
final class RowCounts {
    private static final Set<String> FUNCTIONS = Set.of("ROW_COUNT", "FOUND_ROWS");

    /** Hold statements of their own, which are counted there. */
    private static final Set<String> BODIES = Set.of("BEGIN", "DECLARE");

    private final boolean apart;
    /** Whether the statement before can be counted. */
    private boolean counted;

    /** @param apart whether there is a mark after each statement */
    RowCounts(boolean apart) {
        this.apart = apart;
    }

    void begin() {
        counted = false;
    }

    /** Takes note that a statement is over. */
    void ran(StatementKind kind) {
        if (kind != StatementKind.SESSION) {
            counted = kind == StatementKind.TRANSACTIONAL;
        }
    }

    /** Returns a refusal where a statement asks for what would answer wrongly. */
    Optional<StatementClass> refusal(Reading reading, List<SqlToken> tokens, Optional<String> asked) {
        boolean right = !apart && counted && keeps(reading, tokens);
        return asked.filter(function -> !right)
                .map(function ->
                        StatementClass.refused(function + " answers for the statement before it, which may be the "
                                + "ledger's own here. Write SET @n = " + function
                                + " directly behind the INSERT, UPDATE or DELETE "
                                + "that is counted, not behind a CALL or an EXECUTE, and use @n."
                                + (apart ? " And leave '-- ledger: transaction=none' out." : "")));
    }

    /** Returns whether a statement sets user variables, and nothing else. */
    private static boolean keeps(Reading reading, List<SqlToken> tokens) {
        return reading.kind() == StatementKind.SESSION
                && tokens.get(0).is("SET")
                && SetReader.assigned(Words.over(tokens)).equals(Set.of(SetReader.USER_VARIABLE));
    }

    /** Returns whether a text, in upper case, may ask for one of them. */
    static boolean mayBeIn(String upper) {
        return FUNCTIONS.stream().anyMatch(upper::contains);
    }

    /** Returns which of them a statement asks for. */
    static Optional<String> asked(List<SqlToken> tokens) {
        if (tokens.isEmpty() || BODIES.contains(tokens.get(0).text().toUpperCase(Locale.ROOT))) {
            return Optional.empty();
        }
        for (int i = 0; i + 2 < tokens.size(); i++) {
            String name = tokens.get(i).text().toUpperCase(Locale.ROOT);
            boolean call = BodyReader.isSymbol(tokens, i + 1, "(") && BodyReader.isSymbol(tokens, i + 2, ")");
            if (call && FUNCTIONS.contains(name)) {
                return Optional.of(name + "()");
            }
        }
        return Optional.empty();
    }
}
