package io.migrationledger.sql;

import java.util.Objects;

/**
 * A token of a statement.
 *
 * @param kind what it is
 * @param text the token as written, quotes and prefixes ({@code E'…'}, {@code U&"…"}) included
 * @param offset index of its first character in the statement's text
 */
public record SqlToken(Kind kind, String text, int offset) {

    /** What a token is. */
    public enum Kind {
        /** A keyword or an unquoted identifier. */
        WORD,
        /** An identifier in quotes. */
        QUOTED_IDENTIFIER,
        /** A string, dollar-quoted ones included. */
        STRING,
        /** A number. */
        NUMBER,
        /** One character of punctuation or of an operator. */
        SYMBOL,
        /** A placeholder for a value: {@code ?}, {@code $1}, {@code :name}. */
        PARAMETER
    }

    public SqlToken {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }

    /** Returns whether this is the unquoted word, in whatever case. False for every other kind of token. */
    public boolean is(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    /**
     * Returns the identifier's value: a word as written (folding its case is the database's business), a quoted one
     * without its quotes and with doubled quotes made single. Unicode escapes of {@code U&"…"} are left as they are.
     *
     * @throws IllegalStateException if this is neither a word nor a quoted identifier
     */
    public String identifier() {
        return switch (kind) {
            case WORD -> text;
            case QUOTED_IDENTIFIER -> unquoted();
            default -> throw new IllegalStateException("Not an identifier but a " + kind + ": " + text);
        };
    }

    private String unquoted() {
        int start = text.startsWith("U&") || text.startsWith("u&") ? 3 : 1;
        String quote = text.substring(text.length() - 1);
        String inner = text.substring(start, text.length() - 1);
        return quote.equals("]") ? inner : inner.replace(quote + quote, quote);
    }
}
