package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tokens of one statement, read from left to right. */
public final class Words {
    /** Enough to tell what a statement is; a long INSERT is not read to its end for that. */
    private static final int HEAD = 16;

    private final List<SqlToken> tokens;
    private int at;

    private Words(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    public static Words of(String text, SqlSyntax syntax) {
        return new Words(SqlTokens.of(text, syntax));
    }

    public static Words over(List<SqlToken> tokens) {
        return new Words(tokens);
    }

    public static Words head(String text, SqlSyntax syntax) {
        return new Words(SqlTokens.first(text, syntax, HEAD));
    }

    public boolean atEnd() {
        return at >= tokens.size();
    }

    /** Returns the next word in upper case, or the empty string where none stands there. */
    public String word() {
        return word(0);
    }

    /** Returns the word so many tokens ahead. */
    public String word(int ahead) {
        if (at + ahead >= tokens.size()) {
            return "";
        }
        SqlToken token = tokens.get(at + ahead);
        return token.kind() == SqlToken.Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
    }

    /** Returns whether these words come next. */
    public boolean at(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!word(i).equals(words[i])) {
                return false;
            }
        }
        return true;
    }

    public boolean atSymbol(String symbol) {
        return !atEnd()
                && tokens.get(at).kind() == SqlToken.Kind.SYMBOL
                && tokens.get(at).text().equals(symbol);
    }

    /** Reads past these words, if they come next. */
    public boolean accept(String... words) {
        boolean there = at(words);
        if (there) {
            at += words.length;
        }
        return there;
    }

    public boolean acceptSymbol(String symbol) {
        boolean there = atSymbol(symbol);
        if (there) {
            at++;
        }
        return there;
    }

    /** Reads past one token. */
    public void skip() {
        at++;
    }

    /** Reads past one token, or past all up to the parenthesis that closes it. */
    public void skipGroup() {
        int depth = 0;
        do {
            depth += atSymbol("(") ? 1 : atSymbol(")") ? -1 : 0;
            at++;
        } while (depth > 0 && !atEnd());
    }

    /** Reads past the next occurrence of a word outside of parentheses; to the end where there is none. */
    public boolean seek(String word) {
        while (!atEnd()) {
            if (accept(word)) {
                return true;
            }
            skipGroup();
        }
        return false;
    }

    /** Returns whether the word stands anywhere from here on. */
    public boolean mentions(String word) {
        return tokens.subList(Math.min(at, tokens.size()), tokens.size()).stream()
                .anyMatch(token -> token.is(word));
    }

    /** Returns the token that comes next. */
    Optional<SqlToken> token() {
        return atEnd() ? Optional.empty() : Optional.of(tokens.get(at));
    }

    /** Returns the tokens from here on. */
    List<SqlToken> rest() {
        return tokens.subList(Math.min(at, tokens.size()), tokens.size());
    }

    /** Returns the words from here on, without reading past them. */
    Words copy() {
        return new Words(rest());
    }

    /** Reads {@code name} or {@code schema.name}; empty where no name comes next. */
    public Optional<Name> name() {
        Optional<String> first = identifier();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        if (acceptSymbol(".")) {
            return Optional.of(new Name(first.get(), identifier().orElse("")));
        }
        return Optional.of(new Name("", first.get()));
    }

    /** Reads names with commas between them; after each, what belongs to it is skipped up to the next comma. */
    List<Name> names() {
        List<Name> names = new ArrayList<>();
        do {
            name().ifPresent(names::add);
        } while (acceptSymbol(","));
        return names;
    }

    /** Reads an identifier; with ANSI_QUOTES set half-way through a script, {@code "…"} is one too. */
    public Optional<String> identifier() {
        if (atEnd()) {
            return Optional.empty();
        }
        SqlToken token = tokens.get(at);
        String text = token.text();
        String identifier = switch (token.kind()) {
            case WORD, QUOTED_IDENTIFIER -> token.identifier();
            case STRING ->
                text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : "";
            default -> "";
        };
        if (identifier.isEmpty()) {
            return Optional.empty();
        }
        at++;
        return Optional.of(identifier);
    }

    /** Reads {@code user}, {@code 'user'@'host'} or {@code CURRENT_USER}: the host becomes the name's schema. */
    public Optional<Name> account() {
        if (atEnd()) {
            return Optional.empty();
        }
        if (accept("CURRENT_USER")) {
            if (acceptSymbol("(")) {
                acceptSymbol(")");
            }
            return Optional.of(Account.CURRENT);
        }
        Optional<String> user = part();
        if (user.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Name(acceptSymbol("@") ? host() : "", user.get()));
    }

    /** Without quotes it may have full stops, and ends where a blank stands. */
    private String host() {
        if (atEnd() || isQuoted(tokens.get(at))) {
            return part().orElse("");
        }
        StringBuilder host = new StringBuilder();
        int end = tokens.get(at).offset();
        while (!atEnd() && tokens.get(at).offset() == end && isOfHost(tokens.get(at))) {
            host.append(tokens.get(at).text());
            end += tokens.get(at).text().length();
            at++;
        }
        return host.toString();
    }

    private static boolean isQuoted(SqlToken token) {
        return token.kind() == SqlToken.Kind.STRING || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER;
    }

    private static boolean isOfHost(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD
                || token.kind() == SqlToken.Kind.NUMBER
                || token.text().equals(".");
    }

    private Optional<String> part() {
        if (!atEnd() && tokens.get(at).kind() == SqlToken.Kind.STRING) {
            String text = tokens.get(at).text();
            String quote = text.substring(text.length() - 1);
            at++;
            return Optional.of(
                    text.substring(text.indexOf(quote) + 1, text.length() - 1).replace(quote + quote, quote));
        }
        return identifier();
    }
}
