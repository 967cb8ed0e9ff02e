package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A place among the tokens of a definition, as SQLite keeps it. */
final class Tokens {
    private final List<SqlToken> tokens;
    private int at;

    Tokens(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    static Tokens of(String definition) {
        return new Tokens(SqlTokens.of(definition, SqlSyntaxes.SQLITE));
    }

    /** Returns a definition without comments at its end: a semicolon behind them would be part of one. */
    static String trimmed(String definition) {
        List<SqlToken> tokens;
        try {
            tokens = SqlTokens.of(definition, SqlSyntaxes.SQLITE);
        } catch (SqlSyntaxException e) {
            tokens = SqlTokens.of(definition + "*/", SqlSyntaxes.SQLITE); // SQLite takes a comment without an end
        }
        if (tokens.isEmpty()) {
            return definition;
        }
        SqlToken last = tokens.get(tokens.size() - 1);
        return definition.substring(0, last.offset() + last.text().length());
    }

    boolean isAtEnd() {
        return at == tokens.size();
    }

    /** Whether the words stand here, one behind the other. */
    boolean at(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !is(tokens.get(at + i), words[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(SqlToken token, String word) {
        return token.kind() == SqlToken.Kind.SYMBOL ? token.text().equals(word) : token.is(word);
    }

    boolean atOneOf(List<String> words) {
        return words.stream().anyMatch(this::at);
    }

    /** Passes over the words where they stand here. */
    boolean take(String... words) {
        boolean here = at(words);
        at += here ? words.length : 0;
        return here;
    }

    void expect(String... words) {
        if (!take(words)) {
            throw new UnknownText(isAtEnd() ? "the end" : tokens.get(at).text());
        }
    }

    /** Passes over one token, and all that its parenthesis encloses where it is one. */
    void skip() {
        next();
    }

    private List<SqlToken> next() {
        if (isAtEnd()) {
            throw new UnknownText("the end");
        }
        int start = at;
        int depth = 0;
        do {
            SqlToken token = tokens.get(at++);
            depth += is(token, "(") ? 1 : is(token, ")") ? -1 : 0;
        } while (depth > 0 && at < tokens.size());
        return tokens.subList(start, at);
    }

    /** Returns the name that stands here: SQLite takes strings for names, too (https://www.sqlite.org/lang_keywords.html). */
    String name() {
        SqlToken token = next().get(0);
        return switch (token.kind()) {
            case WORD, QUOTED_IDENTIFIER -> token.identifier();
            case STRING -> token.text().substring(1, token.text().length() - 1).replace("''", "'");
            default -> throw new UnknownText(token.text());
        };
    }

    /** Returns the word that stands here, in upper case. */
    String word() {
        return next().get(0).text().toUpperCase(Locale.ROOT);
    }

    /** Returns the text of one token, or of a parenthesis with all that it encloses. */
    String text() {
        return text(next());
    }

    /** Returns what a parenthesis encloses, as text. */
    String enclosed() {
        return inner().rest();
    }

    /** Returns what a parenthesis encloses. */
    Tokens inner() {
        if (!at("(")) {
            throw new UnknownText(isAtEnd() ? "the end" : tokens.get(at).text());
        }
        List<SqlToken> enclosed = next();
        return new Tokens(enclosed.subList(1, enclosed.size() - 1));
    }

    /** Returns what stands between the commas. */
    List<Tokens> items() {
        List<Tokens> items = new ArrayList<>();
        while (!isAtEnd()) {
            int start = at;
            while (!isAtEnd() && !at(",")) {
                skip();
            }
            items.add(new Tokens(tokens.subList(start, at)));
            take(",");
        }
        return items;
    }

    /** Returns all that follows, as text. */
    String rest() {
        List<SqlToken> rest = tokens.subList(at, tokens.size());
        at = tokens.size();
        return text(rest);
    }

    /** Takes the word off the end, where it stands there. */
    Optional<Tokens> before(String last) {
        return !tokens.isEmpty() && is(tokens.get(tokens.size() - 1), last)
                ? Optional.of(new Tokens(tokens.subList(at, tokens.size() - 1)))
                : Optional.empty();
    }

    /** Takes {@code COLLATE name} off the end, where it stands there. */
    Tokens withoutCollation() {
        int word = tokens.size() - 2;
        return word > at && tokens.get(word).is("COLLATE") ? new Tokens(tokens.subList(at, word)) : this;
    }

    /** One blank for each gap, whatever it holds: comments and line breaks change no definition. */
    private static String text(List<SqlToken> tokens) {
        StringBuilder text = new StringBuilder();
        int end = tokens.isEmpty() ? 0 : tokens.get(0).offset();
        for (SqlToken token : tokens) {
            text.append(token.offset() > end ? " " : "").append(token.text());
            end = token.offset() + token.text().length();
        }
        return text.toString();
    }

    /** A definition that is not as the reader knows them: its text is kept whole. */
    static final class UnknownText extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownText(String token) {
            super("not expected: " + token);
        }
    }
}
