package io.migrationledger.sql;

import static io.migrationledger.sql.SqlSyntaxes.MARIADB;
import static io.migrationledger.sql.SqlSyntaxes.MYSQL;
import static io.migrationledger.sql.SqlSyntaxes.POSTGRESQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A script that ends inside something names what was opened, and where. */
class UnclosedTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("scripts")
    void theErrorNamesWhatWasOpened(SqlSyntax syntax, String script, String message) {
        assertThatThrownBy(() -> Scripts.split("SELECT 1;\n" + script, syntax))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessage("V1__test.sql:" + message);
    }

    /** What is advised closes what was opened: the script with it is whole. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("advised")
    void theAdviceFits(SqlSyntax syntax, String script, String advice, String corrected) {
        assertThatThrownBy(() -> Scripts.split(script, syntax))
                .isInstanceOfSatisfying(
                        SqlSyntaxException.class, e -> assertThat(e.advice()).startsWith(advice));
        assertThat(Scripts.split(corrected, syntax)).isNotEmpty();
    }

    static Stream<Arguments> advised() {
        String delimiter = "Write a short delimiter behind it on its line: DELIMITER $$";
        return Stream.of(
                arguments(SQLITE, "SELECT 'a;", "Write ' where it ends. Inside it, write ''.", "SELECT 'a''';"),
                arguments(SQLITE, "SELECT [a;", "Write ] where it ends.", "SELECT [a];"),
                arguments(MYSQL, "SELECT `a;", "Write ` where it ends. Inside it, write ``.", "SELECT `a```;"),
                arguments(POSTGRESQL, "SELECT $a$;", "Write $a$ where it ends.", "SELECT $a$;$a$;"),
                arguments(SQLITE, "/* x", "Write */ where it ends.", "/* x */ SELECT 1;"),
                arguments(MYSQL, "/*!50001 SELECT 1;", "Write */ where it ends.", "/*!50001 SELECT 1 */;"),
                arguments(SQLITE, "CREATE TABLE t (a", "Write the ) that closes it.", "CREATE TABLE t (a)"),
                arguments(
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN SELECT 1;",
                        "Write the END that closes it.",
                        "CREATE PROCEDURE p() BEGIN SELECT 1; END"),
                arguments(
                        MYSQL,
                        "DELIMITER //\nSELECT 1;",
                        "Write // behind it, or DELIMITER ; on a line of its own above it.",
                        "DELIMITER //\nDELIMITER ;\nSELECT 1;"),
                arguments(MYSQL, "DELIMITER\n$$\nSELECT 1\n$$\n", delimiter, "DELIMITER $$\nSELECT 1\n$$\n"),
                arguments(MYSQL, "DELIMITER \\\\\n", delimiter, "DELIMITER $$\nSELECT 1 $$"),
                arguments(MYSQL, "DELIMITER " + "x".repeat(65), delimiter, "DELIMITER $$\nSELECT 1 $$"),
                arguments(
                        POSTGRESQL,
                        "COPY t FROM stdin;\n1\n",
                        "Write \\. on a line of its own below the data.",
                        "COPY t FROM stdin;\n1\n\\.\n"),
                arguments(
                        POSTGRESQL,
                        "COPY t FROM stdin; SELECT 1;\n1\n\\.\n",
                        "Move it below the line \\. that ends the data.",
                        "COPY t FROM stdin;\n1\n\\.\nSELECT 1;"),
                arguments(MYSQL, "SELECT 1 -- x\r, 2;", "Save the file with line feeds", "SELECT 1 -- x\r\n, 2;"),
                arguments(
                        MYSQL,
                        "SELECT 1;\uFEFFSELECT 2;",
                        "Delete it: save the files without byte order marks",
                        "SELECT 1;SELECT 2;"));
    }

    static Stream<Arguments> scripts() {
        String end = " is not closed before the end";
        String script = end + " of the script";
        return Stream.of(
                arguments(SQLITE, "SELECT 'a;\n;", "2:8: the string that begins here with '" + end),
                arguments(SQLITE, "SELECT 'a''", "2:8: the string that begins here with '" + end),
                arguments(SQLITE, "SELECT \"a", "2:8: the quoted identifier that begins here with \"" + end),
                arguments(MYSQL, "SELECT \"a\\\"", "2:8: the string that begins here with \"" + end),
                arguments(MYSQL, "SELECT 'a\\", "2:8: the string that begins here with '" + end),
                arguments(MYSQL, "SELECT\n`a", "3:1: the quoted identifier that begins here with `" + end),
                arguments(SQLITE, "SELECT [a;", "2:8: the quoted identifier that begins here with [" + end),
                arguments(POSTGRESQL, "SELECT E'\\'", "2:9: the string that begins here with '" + end),
                arguments(POSTGRESQL, "SELECT $$;$a$;", "2:8: the string that begins here with $$" + end),
                arguments(POSTGRESQL, "SELECT $a$;$$;$a", "2:8: the string that begins here with $a$" + end),
                arguments(SQLITE, "/* x", "2:1: the comment that begins here with /*" + end),
                arguments(SQLITE, "SELECT 1; /*/", "2:11: the comment that begins here with /*" + end),
                arguments(POSTGRESQL, "/* /* */", "2:1: the comment that begins here with /*" + end),
                arguments(MYSQL, "/*!50001 SELECT 1;", "2:1: the comment that begins here with /*" + end),
                arguments(MYSQL, "SELECT 1 /*!50001 /* */", "2:10: the comment that begins here with /*" + end),
                arguments(SQLITE, "CREATE TABLE t (a, (b)", "2:16: (" + script),
                arguments(POSTGRESQL, "SELECT (1; SELECT 2;", "2:8: (" + script),
                arguments(SQLITE, "CREATE TRIGGER t DELETE ON a BEGIN SELECT 1;", "2:30: BEGIN" + script),
                arguments(SQLITE, "CREATE TRIGGER t DELETE ON a\nbegin SELECT CASE 1 END", "3:1: BEGIN" + script),
                arguments(POSTGRESQL, "CREATE FUNCTION f() BEGIN ATOMIC SELECT 1;", "2:21: BEGIN" + script),
                arguments(MYSQL, "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; END;", "2:22: BEGIN" + script),
                arguments(MYSQL, "CREATE PROCEDURE p() BEGIN IF a THEN\nWHILE b DO", "3:1: WHILE" + script),
                arguments(MARIADB, "BEGIN NOT ATOMIC SELECT 1;", "2:1: BEGIN" + script),
                arguments(
                        MYSQL,
                        "DELIMITER //\nSELECT 1;",
                        "3:1: the statement that begins here is not ended by //, the DELIMITER since line 2"),
                arguments(
                        MYSQL,
                        "DELIMITER;\nSELECT 1;",
                        "2:1: DELIMITER has to be followed by white space and the new delimiter, on the same line"),
                arguments(
                        MYSQL,
                        "DELIMITER ''\nSELECT 1;",
                        "2:1: DELIMITER has to be followed by white space and the new delimiter, on the same line"),
                arguments(MYSQL, "DELIMITER \\\\\n", "2:1: a DELIMITER cannot contain a backslash"),
                arguments(
                        MYSQL, "DELIMITER " + "x".repeat(65), "2:1: DELIMITER is followed by more than 64 characters"));
    }
}
