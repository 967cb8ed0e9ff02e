package io.migrationledger.sql;

/** Classes of characters, the same in all dialects; {@link ScriptCursor#END} belongs to none. */
final class SqlCharacters {
    private SqlCharacters() {}

    static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Every character beyond ASCII counts as a letter, as in the three engines. */
    static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    }

    static boolean isTagPart(int c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    static boolean isWordPart(int c) {
        return isTagPart(c) || c == '$';
    }

    static char upperCase(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }
}
