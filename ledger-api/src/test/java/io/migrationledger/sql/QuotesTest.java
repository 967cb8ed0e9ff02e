package io.migrationledger.sql;

import static io.migrationledger.sql.SplitCase.splits;
import static io.migrationledger.sql.SqlSyntaxes.MYSQL;
import static io.migrationledger.sql.SqlSyntaxes.POSTGRESQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strings and quoted identifiers, with their escapes. */
class QuotesTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void splitsAsTheServerWould(SplitCase row) {
        row.verify();
    }

    static Stream<SplitCase> cases() {
        return Stream.of(
                splits(
                        "doubled quotes do not close",
                        SQLITE,
                        "SELECT 'a'';', \"b\"\";\"; SELECT 2",
                        "SELECT 'a'';', \"b\"\";\"",
                        "SELECT 2"),
                splits(
                        "a string may span lines",
                        SQLITE,
                        "SELECT 'a;\r\n;\nb'; SELECT 2",
                        "SELECT 'a;\r\n;\nb'",
                        "SELECT 2"),
                splits(
                        "a backslash is text",
                        SQLITE,
                        "SELECT 'a\\'; SELECT \"b\\\"; SELECT 3",
                        "SELECT 'a\\'",
                        "SELECT \"b\\\"",
                        "SELECT 3"),
                splits(
                        "a backslash is text in a plain string",
                        POSTGRESQL,
                        "SELECT 'a\\'; SELECT 2",
                        "SELECT 'a\\'",
                        "SELECT 2"),
                splits(
                        "a backslash escapes",
                        MYSQL,
                        "SELECT 'a\\';', \"b\\\";\", 'c\\\\'; SELECT 2",
                        "SELECT 'a\\';', \"b\\\";\", 'c\\\\'",
                        "SELECT 2"),
                splits(
                        "a backslash is text with NO_BACKSLASH_ESCAPES",
                        MYSQL.withBackslashEscapes(false),
                        "SELECT 'a\\'; SELECT \"b\\\"; SELECT 3",
                        "SELECT 'a\\'",
                        "SELECT \"b\\\"",
                        "SELECT 3"),
                splits(
                        "a backslash is text in an identifier with ANSI_QUOTES",
                        MYSQL.withAnsiQuotes(true),
                        "SELECT \"b\\\"; SELECT '\\';'; SELECT 3",
                        "SELECT \"b\\\"",
                        "SELECT '\\';'",
                        "SELECT 3"),
                splits(
                        "a backslash is text in backticks",
                        MYSQL,
                        "SELECT `a\\`; SELECT `b``;`; SELECT 3",
                        "SELECT `a\\`",
                        "SELECT `b``;`",
                        "SELECT 3"),
                splits(
                        "backticks quote",
                        SQLITE,
                        "SELECT `a;'`; SELECT `b``;`; SELECT 3",
                        "SELECT `a;'`",
                        "SELECT `b``;`",
                        "SELECT 3"),
                splits(
                        "brackets quote",
                        SQLITE,
                        "SELECT [a;']; SELECT [it's \"]; SELECT 3",
                        "SELECT [a;']",
                        "SELECT [it's \"]",
                        "SELECT 3"),
                splits(
                        "brackets are subscripts",
                        POSTGRESQL,
                        "SELECT a[';'], b[1:2]; SELECT ARRAY[']']; SELECT 3",
                        "SELECT a[';'], b[1:2]",
                        "SELECT ARRAY[']']",
                        "SELECT 3"),
                splits(
                        "a national string has the escapes of a plain one",
                        MYSQL,
                        "SELECT N'a\\';', n'b'; SELECT 2",
                        "SELECT N'a\\';', n'b'",
                        "SELECT 2"),
                splits(
                        "a character set introducer changes no escape",
                        MYSQL,
                        "SELECT _utf8mb4'a\\';' COLLATE x; SELECT _latin1 'b;'",
                        "SELECT _utf8mb4'a\\';' COLLATE x",
                        "SELECT _latin1 'b;'"),
                splits(
                        "bit and hexadecimal strings",
                        POSTGRESQL,
                        "SELECT b'1', B'0', x'1F', X'a\\'; SELECT 2",
                        "SELECT b'1', B'0', x'1F', X'a\\'",
                        "SELECT 2"),
                splits(
                        "Unicode strings and identifiers",
                        POSTGRESQL,
                        "SELECT U&'\\'; SELECT u&\"d\\\"; SELECT u & 'x;'; SELECT 4",
                        "SELECT U&'\\'",
                        "SELECT u&\"d\\\"",
                        "SELECT u & 'x;'",
                        "SELECT 4"),
                splits(
                        "an escape string ends with its last quote",
                        POSTGRESQL,
                        "SELECT E'a\\\\', E'\\'', E''''; SELECT 2",
                        "SELECT E'a\\\\', E'\\'', E''''",
                        "SELECT 2"),
                splits(
                        "a word that ends in e makes no escape string",
                        POSTGRESQL,
                        "SELECT date'\\'; SELECT type 'a\\'; SELECT 3",
                        "SELECT date'\\'",
                        "SELECT type 'a\\'",
                        "SELECT 3"),
                splits(
                        "an e apart from the string makes no escape string",
                        POSTGRESQL,
                        "SELECT 1 e, '\\'; SELECT e '\\'; SELECT 3",
                        "SELECT 1 e, '\\'",
                        "SELECT e '\\'",
                        "SELECT 3"),
                splits(
                        "an escape string goes on in the next line",
                        POSTGRESQL,
                        "SELECT E'a'\n '\\';'; SELECT 'a'\n '\\'; SELECT 3",
                        "SELECT E'a'\n '\\';'",
                        "SELECT 'a'\n '\\'",
                        "SELECT 3"),
                splits(
                        "adjacent strings are two strings",
                        MYSQL,
                        "SELECT 'a;' 'b;' \";\"; SELECT 2",
                        "SELECT 'a;' 'b;' \";\"",
                        "SELECT 2"),
                splits(
                        "double quotes are an identifier",
                        POSTGRESQL,
                        "SELECT 1 AS \"end;\", \"a\\\", \"\"\"\"; SELECT 2",
                        "SELECT 1 AS \"end;\", \"a\\\", \"\"\"\"",
                        "SELECT 2"),
                splits(
                        "letters beyond ASCII are letters",
                        POSTGRESQL,
                        "SELECT é'a;'; SELECT 'ü;' AS größe; SELECT '😀;'",
                        "SELECT é'a;'",
                        "SELECT 'ü;' AS größe",
                        "SELECT '😀;'"),
                splits(
                        "an escape string does not go on in the same line, nor after a block comment",
                        POSTGRESQL,
                        "SELECT E'a' '\\'; SELECT E'a' /* b */\n'\\'; SELECT 3",
                        "SELECT E'a' '\\'",
                        "SELECT E'a' /* b */\n'\\'",
                        "SELECT 3"));
    }
}
