package io.migrationledger.dialect.sqlite;

import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A PRAGMA statement, as https://www.sqlite.org/pragma.html#syntax describes it: {@code PRAGMA schema.name = value} and
 * {@code PRAGMA schema.name(value)} are the same.
 *
 * @param schema the database that it names, in lower case, or the empty string
 * @param name its name in lower case
 * @param value its argument in lower case and without quotes, or empty where it has none
 */
record SqlitePragma(String schema, String name, Optional<String> value) {
    private static final int TOKENS = 8;

    /** Returns the pragma, or empty where the statement is something else. */
    static Optional<SqlitePragma> of(SqlStatement statement) {
        List<SqlToken> tokens = SqlTokens.first(statement.text(), SqlSyntaxes.SQLITE, TOKENS);
        if (tokens.size() < 2 || !tokens.get(0).is("PRAGMA")) {
            return Optional.empty();
        }
        boolean qualified = tokens.size() > 3 && tokens.get(2).text().equals(".");
        int name = qualified ? 3 : 1;
        boolean argument = tokens.size() > name + 2
                && List.of("=", "(").contains(tokens.get(name + 1).text());
        Optional<String> value = Optional.empty();
        if (argument) {
            SqlToken first = tokens.get(name + 2);
            boolean signed = List.of("+", "-").contains(first.text()) && tokens.size() > name + 3;
            value = Optional.of(signed ? signed(first, tokens.get(name + 3)) : word(first));
        }
        return Optional.of(new SqlitePragma(qualified ? word(tokens.get(1)) : "", word(tokens.get(name)), value));
    }

    boolean is(String other) {
        return name.equals(other);
    }

    /** Returns whether it is of this name and has an argument. */
    boolean sets(String other) {
        return is(other) && value.isPresent();
    }

    /** Returns the argument as SQLite reads a boolean: what it does not know is false. */
    boolean on() {
        String text = value.orElse("");
        boolean number = !text.isEmpty() && Character.isDigit(text.charAt(0));
        return number
                ? !text.matches("0+(\\..*)?|0x0*")
                : List.of("on", "yes", "true").contains(text);
    }

    private static String signed(SqlToken sign, SqlToken number) {
        return sign.text().equals("-") ? "-" + number.text() : number.text();
    }

    private static String word(SqlToken token) {
        String text = switch (token.kind()) {
            case WORD, QUOTED_IDENTIFIER -> token.identifier();
            case STRING -> token.text().substring(1, token.text().length() - 1).replace("''", "'");
            case NUMBER, SYMBOL, PARAMETER -> token.text();
        };
        return text.toLowerCase(Locale.ROOT);
    }
}
