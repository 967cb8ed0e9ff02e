package io.migrationledger.sql;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What has to be known about a dialect to cut a script into statements and a statement into tokens: its lexical rules,
 * and the few statements that contain semicolons. Immutable; a driver of a new dialect starts from {@link #standard} or
 * from one of {@link SqlSyntaxes} and adds what differs.
 *
 * @param name the dialect's name, for messages
 * @param features the lexical rules beyond the standard ones
 * @param bodies how statements nest inside {@code CREATE}
 * @param bodyObjects the kinds of objects ({@code TRIGGER}, {@code FUNCTION}…, upper case) whose {@code CREATE} may have
 *     such a body
 * @param clientCommands words (upper case) that, as the first of a statement, are a command of the dialect's client
 */
public record SqlSyntax(
        String name, Set<Feature> features, Bodies bodies, Set<String> bodyObjects, Set<String> clientCommands) {

    /** A lexical rule beyond {@code '…'}, {@code "…"}, {@code -- …} and {@code /* … *}{@code /}. */
    public enum Feature {
        /** A block comment may contain block comments. */
        NESTED_COMMENTS,
        /** {@code #} begins a comment up to the end of the line. */
        HASH_COMMENTS,
        /** {@code //} begins a comment up to the end of the line. */
        SLASH_COMMENTS,
        /** {@code --} begins a comment only before white space, a control character or the end. */
        DASH_COMMENT_NEEDS_SPACE,
        /** The server ends a line comment at a lone carriage return; without this feature only at a line feed. */
        CARRIAGE_RETURN_ENDS_COMMENT,
        /** The contents of <code>/*! … *&#47;</code> and <code>/*!50001 … *&#47;</code> are SQL. */
        EXECUTABLE_COMMENTS,
        /** The contents of <code>/*M! … *&#47;</code> are SQL. */
        MARIADB_EXECUTABLE_COMMENTS,
        /** A backslash escapes the next character of a string. */
        BACKSLASH_ESCAPES,
        /** {@code E'…'} is a string with backslash escapes. */
        ESCAPE_STRINGS,
        /** {@code U&'…'} is a string and {@code U&"…"} an identifier. */
        UNICODE_STRINGS,
        /** {@code "…"} is a string, not an identifier. */
        DOUBLE_QUOTED_STRINGS,
        /** {@code `…`} is an identifier. */
        BACKTICK_IDENTIFIERS,
        /** {@code […]} is an identifier. */
        BRACKET_IDENTIFIERS,
        /** {@code $$…$$} and {@code $tag$…$tag$} are strings. */
        DOLLAR_QUOTES,
        /** {@code $$…$$} and {@code $tag$…$tag$} are strings directly after the word {@code AS}. */
        DOLLAR_QUOTES_AFTER_AS,
        /** An unquoted identifier may begin with a digit. */
        DIGIT_IDENTIFIERS,
        /** An unquoted identifier may begin with a dollar sign. */
        DOLLAR_IDENTIFIERS,
        /** {@code $1} is a parameter. */
        NUMBERED_PARAMETERS,
        /** {@code ?} and {@code ?1} are parameters. */
        QUESTION_MARK_PARAMETERS,
        /** {@code :name}, {@code @name} and {@code $name} are parameters. */
        NAMED_PARAMETERS,
        /** {@code DELIMITER x} makes x the terminator. */
        DELIMITER_COMMAND,
        /** A semicolon in parentheses does not end the statement ({@code CREATE RULE … DO (a; b)}). */
        STATEMENTS_IN_PARENTHESES,
        /** {@code BEGIN NOT ATOMIC … END}, {@code IF … END IF} and loops stand outside of stored programs. */
        COMPOUND_STATEMENTS,
        /** {@code COPY … FROM stdin} is followed by its data and {@code \.} on a line of its own. */
        COPY_FROM_STDIN,
        /** A backslash outside of quotes begins a client command. */
        BACKSLASH_COMMANDS,
        /** {@code \N} is a value (NULL), not a client command. */
        BACKSLASH_NULL,
        /** A full stop that begins a statement begins a client command. */
        DOT_COMMANDS
    }

    /** How statements nest inside the {@code CREATE} of one of {@link #bodyObjects}. */
    public enum Bodies {
        /** They do not, or only inside quotes. */
        NONE,
        /** {@code BEGIN statement; … END}. */
        BLOCK,
        /** {@code BEGIN ATOMIC statement; … END}. */
        ATOMIC_BLOCK,
        /** A stored program: blocks, {@code IF}, {@code CASE} and loops, nested at will, with labels and handlers. */
        STORED_PROGRAM,
        /**
         * As in MariaDB's {@code sql_mode=ORACLE}: declarations between {@code AS} or {@code DECLARE} and {@code BEGIN},
         * packages, and blocks that stand outside of stored programs.
         */
        ORACLE_PROGRAM
    }

    /** Keeps copies. */
    public SqlSyntax {
        // Asked for each token that is read: a set of bits.
        EnumSet<Feature> copy = EnumSet.noneOf(Feature.class);
        copy.addAll(features);
        features = Collections.unmodifiableSet(copy);
        bodyObjects = upperCase(bodyObjects);
        clientCommands = upperCase(clientCommands);
    }

    /** Returns the rules that all dialects share, with no body and no client command. */
    public static SqlSyntax standard(String name) {
        return new SqlSyntax(name, Set.of(), Bodies.NONE, Set.of(), Set.of());
    }

    /** Returns whether this dialect has the feature. */
    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** Returns this syntax under another name. */
    public SqlSyntax withName(String newName) {
        return new SqlSyntax(newName, features, bodies, bodyObjects, clientCommands);
    }

    /** Returns this syntax with the features added; this very one where it has them all. */
    public SqlSyntax with(Feature... added) {
        if (features.containsAll(List.of(added))) {
            return this; // asked for each script that is read
        }
        EnumSet<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(features);
        all.addAll(List.of(added));
        return new SqlSyntax(name, all, bodies, bodyObjects, clientCommands);
    }

    /** Returns this syntax with the features removed; this very one where it has none of them. */
    public SqlSyntax without(Feature... removed) {
        if (Collections.disjoint(features, List.of(removed))) {
            return this;
        }
        EnumSet<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(features);
        List.of(removed).forEach(all::remove);
        return new SqlSyntax(name, all, bodies, bodyObjects, clientCommands);
    }

    /** Returns this syntax with these bodies in the {@code CREATE} of these kinds of objects, instead of the old ones. */
    public SqlSyntax withBodies(Bodies newBodies, String... objects) {
        Set<String> newObjects = Set.of(objects);
        return newBodies == bodies && newObjects.equals(bodyObjects)
                ? this
                : new SqlSyntax(name, features, newBodies, newObjects, clientCommands);
    }

    /** Returns this syntax with these words as client commands, instead of the old ones. */
    public SqlSyntax withClientCommands(String... words) {
        return new SqlSyntax(name, features, bodies, bodyObjects, Set.of(words));
    }

    /** Returns this syntax with {@code "…"} as an identifier (true) or as a string: MySQL's {@code ANSI_QUOTES}. */
    public SqlSyntax withAnsiQuotes(boolean ansiQuotes) {
        return ansiQuotes ? without(Feature.DOUBLE_QUOTED_STRINGS) : with(Feature.DOUBLE_QUOTED_STRINGS);
    }

    /**
     * Returns this syntax with or without backslash escapes in plain strings: the opposite of MySQL's
     * {@code NO_BACKSLASH_ESCAPES} and of PostgreSQL's {@code standard_conforming_strings}.
     */
    public SqlSyntax withBackslashEscapes(boolean backslashEscapes) {
        return backslashEscapes ? with(Feature.BACKSLASH_ESCAPES) : without(Feature.BACKSLASH_ESCAPES);
    }

    private static Set<String> upperCase(Set<String> words) {
        return words.stream().map(word -> word.toUpperCase(Locale.ROOT)).collect(toUnmodifiableSet());
    }
}
