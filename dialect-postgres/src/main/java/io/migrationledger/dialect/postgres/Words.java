package io.migrationledger.dialect.postgres;

import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The first tokens of a statement, read from left to right: comments, case and line breaks hide nothing. */
final class Words {
    /** More than any statement has before the point where its kind is clear; keeps huge INSERTs cheap. */
    private static final int LIMIT = 64;

    private final List<SqlToken> tokens;
    private int next;

    Words(String text, SqlSyntax syntax) {
        this(SqlTokens.first(text, syntax, LIMIT));
    }

    private Words(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    /** Returns all tokens of a statement, however long it is. */
    static Words all(String text, SqlSyntax syntax) {
        return new Words(SqlTokens.of(text, syntax));
    }

    /** Returns the same from the beginning. */
    Words again() {
        return new Words(tokens);
    }

    boolean atEnd() {
        return next >= tokens.size();
    }

    /** Returns whether the next token is one of the keywords. */
    boolean at(String... keywords) {
        for (String keyword : keywords) {
            if (!atEnd() && tokens.get(next).is(keyword)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the keywords come next, all of them in this order. */
    boolean begins(String... keywords) {
        for (int i = 0; i < keywords.length; i++) {
            if (next + i >= tokens.size() || !tokens.get(next + i).is(keywords[i])) {
                return false;
            }
        }
        return true;
    }

    /** Passes the keywords where they come next, all of them in this order, and says whether they did. */
    boolean take(String... keywords) {
        boolean found = begins(keywords);
        next += found ? keywords.length : 0;
        return found;
    }

    /** Passes one of the keywords where it comes next, and says whether it did. */
    boolean takeAny(String... keywords) {
        boolean found = at(keywords);
        next += found ? 1 : 0;
        return found;
    }

    /** Returns whether a keyword stands anywhere from here on. */
    boolean has(String keyword) {
        for (int i = next; i < tokens.size(); i++) {
            if (tokens.get(i).is(keyword)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the keywords stand anywhere from here on, all of them in this order. */
    boolean contains(String... keywords) {
        Words rest = new Words(tokens.subList(Math.min(next, tokens.size()), tokens.size()));
        while (!rest.atEnd() && !rest.begins(keywords)) {
            rest.next++;
        }
        return !rest.atEnd();
    }

    /** Passes a symbol where it comes next. */
    boolean symbol(String symbol) {
        boolean found = !atEnd() && tokens.get(next).text().equals(symbol);
        next += found ? 1 : 0;
        return found;
    }

    /** Passes a list in parentheses where it comes next, and returns its tokens. */
    List<SqlToken> parentheses() {
        int start = next;
        if (!symbol("(")) {
            return List.of();
        }
        for (int depth = 1; depth > 0 && !atEnd(); next++) {
            String token = tokens.get(next).text();
            depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
        }
        return tokens.subList(start, next);
    }

    /** Passes a name, qualified or not, and returns it as it is written; empty where none comes next. */
    Optional<String> name() {
        StringBuilder name = new StringBuilder();
        while (!atEnd() && isIdentifier(tokens.get(next))) {
            name.append(tokens.get(next++).text());
            if (!symbol(".")) {
                break;
            }
            name.append('.');
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(name.toString());
    }

    /** Returns all names from here on, keywords among them. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        while (!atEnd()) {
            Optional<String> name = name();
            name.filter(n -> n.chars().filter(c -> c == '.').count() < 2).ifPresent(names::add);
            next += name.isPresent() ? 0 : 1;
        }
        return names;
    }

    /** Passes the next token and returns it as it is written, or the empty string at the end. */
    String word() {
        return atEnd() ? "" : tokens.get(next++).text();
    }

    private static boolean isIdentifier(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER;
    }
}
