package io.migrationledger.sql;

import java.util.Set;

/** Tells, from what stands before it, whether a word stands where only a name can. */
final class Operands {
    private static final Set<String> EXPECTING = Set.of(
            "AND",
            "AS",
            "BETWEEN",
            "BY",
            "CASE",
            "COLLATE",
            "DISTINCT",
            "DIV",
            "ELSE",
            "ESCAPE",
            "EXISTS",
            "FOLLOWS",
            "FROM",
            "GLOB",
            "IN",
            "INTO",
            "IS",
            "JOIN",
            "LIKE",
            "MATCH",
            "MOD",
            "NOT",
            "OF",
            "ON",
            "OR",
            "PRECEDES",
            "REGEXP",
            "RLIKE",
            "SELECT",
            "THEN",
            "TRIGGER",
            "WHEN",
            "WHERE",
            "XOR");

    /** Of these, what SQLite takes for a name wherever a name can stand: either it is no keyword there, or not always one. */
    private static final Set<String> NAMES_IN_SQLITE = Set.of(
            "BY",
            "DIV",
            "FOLLOWS",
            "GLOB",
            "LIKE",
            "MATCH",
            "MOD",
            "OF",
            "PRECEDES",
            "REGEXP",
            "RLIKE",
            "TRIGGER",
            "XOR");

    private Operands() {}

    /** Exactly one of the two is given: a word in upper case, or a symbol; neither means a string, a number and so on. */
    static boolean expectedAfter(String word, char symbol) {
        return switch (symbol) {
            case 0 -> EXPECTING.contains(word);
            // a colon ends a label
            case ')', ']', ';', ':' -> false;
            default -> true;
        };
    }

    /**
     * Returns whether a word that is a keyword elsewhere is a name in the head of an SQLite trigger
     * (https://www.sqlite.org/src/file/src/parse.y, %fallback).
     */
    static boolean isNameInSqlite(String word, String before, char symbolBefore) {
        return NAMES_IN_SQLITE.contains(word) && !before.equals("NOT") && expectedAfter(before, symbolBefore);
    }
}
