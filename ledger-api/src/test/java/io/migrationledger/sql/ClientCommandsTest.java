package io.migrationledger.sql;

import static io.migrationledger.sql.Scripts.split;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of psql, mysql and the sqlite3 shell come out alone, so that a driver can name them. */
class ClientCommandsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\\connect db", "\\i 'x;y.sql'", "\\set a 'it''s", "\\copy t from 'x'; drop", "\\.", "\\!"})
    void psql(String command) {
        standsAlone(command, SqlSyntaxes.POSTGRESQL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SOURCE x.sql",
                "source it's.sql",
                "\\u db",
                "\\. x.sql",
                "system ls; rm",
                "PROMPT >",
                "warnings;",
                "exit"
            })
    void mysql(String command) {
        standsAlone(command, SqlSyntaxes.MYSQL);
        standsAlone(command, SqlSyntaxes.MARIADB);
    }

    @ParameterizedTest
    @ValueSource(strings = {".read x.sql", ".mode 'csv", ".quit"})
    void sqlite(String command) {
        standsAlone(command, SqlSyntaxes.SQLITE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\restrict 7Bb3xqd",
                "\\unrestrict 7Bb3xqd",
                "\\echo 'a: b'",
                "\\echo",
                "\\set ON_ERROR_STOP 1",
                "\\set ON_ERROR_STOP on",
                "\\unset ON_ERROR_STOP",
                "\\timing off"
            })
    void whatChangesNothingIsPassedOver(String command) {
        assertThat(split(command + "\nSELECT 1;\n" + command + "\nSELECT 2;\n" + command, SqlSyntaxes.POSTGRESQL))
                .containsExactly(
                        new SqlStatement(1, "SELECT 1", 2, 1, Optional.empty()),
                        new SqlStatement(2, "SELECT 2", 4, 1, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\\echo a \\i b.sql", "\\echo `rm x`", "\\set AUTOCOMMIT off", "\\set name value", "\\restricted"
            })
    void whateverMoreItSaysIsNot(String command) {
        standsAlone(command, SqlSyntaxes.POSTGRESQL);
    }

    private static void standsAlone(String command, SqlSyntax syntax) {
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            String script = "SELECT 1;" + lineEnd + "/* c */ " + command + "  " + lineEnd + "SELECT 2;";
            assertThat(split(script, syntax))
                    .containsExactly(
                            new SqlStatement(1, "SELECT 1", 1, 1, Optional.empty()),
                            new SqlStatement(2, command, 2, 9, Optional.empty(), true),
                            new SqlStatement(3, "SELECT 2", 3, 1, Optional.empty()));
        }
        assertThat(split(command, syntax)).containsExactly(new SqlStatement(1, command, 1, 1, Optional.empty(), true));
    }

    @ParameterizedTest
    @CsvSource({"SELECT 1 \\gexec, \\gexec", "SELECT 1\\G, \\G", "SELECT 1 /* x */ \\; SELECT 2;, \\; SELECT 2;"})
    void inTheMiddleOfALineItEndsTheStatementBeforeIt(String line, String command) {
        List<SqlStatement> statements = split(line + "\nSELECT 3;", SqlSyntaxes.POSTGRESQL);
        assertThat(statements).extracting(SqlStatement::text).containsExactly("SELECT 1", command, "SELECT 3");
        assertThat(statements).extracting(SqlStatement::clientCommand).containsExactly(false, true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT source, status FROM system",
                "USE db",
                "HELP 'x'",
                "SELECT \\N",
                "INSERT INTO t VALUES (1, \\N, '\\.')",
                "CREATE TABLE t (\nsource INT,\nprompt INT)"
            })
    void statementsOfTheServerAreNoCommands(String statement) {
        assertThat(split(statement + ";", SqlSyntaxes.MARIADB))
                .containsExactly(new SqlStatement(1, statement, 1, 1, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT a.b", "SELECT a\n.b", "SELECT .5"})
    void aFullStopInsideAStatementIsNoCommand(String statement) {
        assertThat(split(statement + ";", SqlSyntaxes.SQLITE))
                .containsExactly(new SqlStatement(1, statement, 1, 1, Optional.empty()));
    }
}
