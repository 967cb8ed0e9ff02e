package io.migrationledger.internal.script;

import static io.migrationledger.sql.SqlSyntaxes.MYSQL;
import static io.migrationledger.sql.SqlSyntaxes.POSTGRESQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.migrationledger.sql.SqlSyntax;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of a database's words where the statement has a word such as PASSWORD. */
class MaskedWordsTest {

    @ParameterizedTest
    @MethodSource("shown")
    void namesAreShown(SqlSyntax syntax, String statement, String words) {
        assertThat(masked(syntax, statement, words)).isEqualTo(words);
    }

    static Stream<Arguments> shown() {
        return Stream.of(
                arguments(
                        SQLITE,
                        "INSERT INTO users (id, nme, password_hash) VALUES (1,'admin',NULL)",
                        "table users has no column named nme"),
                arguments(
                        SQLITE,
                        "ALTER TABLE users ADD COLUMN password_reset_at TEXT",
                        "duplicate column name: password_reset_at"),
                arguments(SQLITE, "SELECT secret FROM a", "no such table: a"),
                arguments(
                        SQLITE,
                        "CREATE TABLE u (p CHAR(60), CHECK (password_hsh <> ''))",
                        "no such column: password_hsh"),
                arguments(
                        POSTGRESQL,
                        "INSERT INTO \"users\" (id, nme, password_hash) VALUES (1,'admin',NULL)",
                        "ERROR: column \"nme\" of relation \"users\" does not exist\n  Position: 24"),
                arguments(
                        POSTGRESQL,
                        "INSERT INTO users (id, password_hash) VALUES (1, NULL)",
                        "ERROR: duplicate key value violates unique constraint \"users_pkey\"\n"
                                + "  Detail: Key (id)=(1) already exists."),
                arguments(
                        POSTGRESQL,
                        "DO $$ BEGIN ALTER TABLE users ADD password_hash VARCHAR(60); END $$",
                        "ERROR: relation \"users\" does not exist"),
                arguments(
                        MYSQL,
                        "INSERT INTO users (id, nme, password_hash) VALUES (1,'admin',NULL)",
                        "Unknown column 'nme' in 'field list'"),
                arguments(
                        MYSQL,
                        "ALTER TABLE users ADD password_hash CHAR(60), ADD x INTT",
                        "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server"
                                + " version for the right syntax to use near 'INTT' at line 1"));
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void valuesAreNot(SqlSyntax syntax, String statement, String words, String expected) {
        assertThat(masked(syntax, statement, words)).isEqualTo(expected);
    }

    static Stream<Arguments> hidden() {
        String insert = "INSERT INTO users (name, password) VALUES ('admin', 'hunter2')";
        return Stream.of(
                arguments(
                        POSTGRESQL,
                        insert,
                        "ERROR: duplicate key value violates unique constraint \"users_password_key\"\n"
                                + "  Detail: Key (password)=(hunter2) already exists.",
                        "ERROR: duplicate key value violates unique constraint \"users_password_key\"\n"
                                + "  Detail: Key (password)=(***) already exists."),
                arguments(
                        POSTGRESQL,
                        "CREATE UNIQUE INDEX u ON users (password)",
                        "ERROR: could not create unique index \"u\"\n  Detail: Key (password)=(of a row, \"x) y) is duplicated.",
                        "ERROR: could not create unique index \"u\"\n  Detail: Key (password)=(***, \"***."),
                arguments(
                        POSTGRESQL,
                        "UPDATE users SET password = NULL",
                        "ERROR: null value violates not-null constraint\n  Detail: Failing row contains (7, geheim\nwort).",
                        "ERROR: null value violates not-null constraint\n  Detail: Failing row contains (7, ***)."),
                arguments(
                        POSTGRESQL,
                        "UPDATE users SET n = password::int",
                        "ERROR: invalid input syntax for type integer: \"hunter2\"",
                        "ERROR: invalid input syntax for type integer: \"***\""),
                arguments(
                        MYSQL,
                        insert,
                        "Duplicate entry 'hunter2' for key 'users.password_uq'",
                        "Duplicate entry '***' for key 'users.***'"),
                arguments(
                        MYSQL,
                        "INSERT INTO users (name, password) VALUE5 ('admin', 'hunter2')",
                        "syntax to use near 'VALUE5 ('admin', 'hunter2')' at line 1",
                        "syntax to use near 'VALUE5 ('***', '***')' at line 1"),
                arguments(
                        SQLITE,
                        "INSERT INTO t (password) VALUES (hunter2)",
                        "no such column: hunter2",
                        "no such column: ***"),
                arguments(SQLITE, "SELECT hunter2 AS password", "no such column: hunter2", "no such column: ***"),
                arguments(
                        SQLITE,
                        "UPDATE t SET password = \"hunter2\"",
                        "no such column: hunter2",
                        "no such column: ***"),
                arguments(
                        SQLITE, "INSERT INTO t (password) VALUES (abc)", "no such column: abc", "no such column: ***"),
                arguments(
                        SQLITE,
                        "INSERT INTO t (password) VALUES ('it''s me')",
                        "near \"s me\": it's me",
                        "near \"***\": ***"),
                arguments(SQLITE, "INSERT INTO t (password) VALUES (123456 x)", "near \"123456\"", "near \"***\""),
                arguments(
                        POSTGRESQL,
                        "INSERT INTO t (password) VALUES ($x$hunter2$x$::xml)",
                        "ERROR: HUNTER2 is no document",
                        "ERROR: *** is no document"),
                arguments(
                        POSTGRESQL,
                        "DO $$ BEGIN INSERT INTO t (password) VALUES ('hunter2'); END $$",
                        "ERROR: x\n  Where: SQL statement \"INSERT INTO t (password) VALUES ('hunter2')\"",
                        "ERROR: x\n  Where: SQL statement \"INSERT INTO t (password) VALUES ('***')\""));
    }

    /** What a placeholder stands for is a value, wherever it stands. */
    @Test
    void whatAPlaceholderBroughtInIsHidden() {
        StatementValues known = StatementValues.of(
                        "SELECT password FROM t WHERE x = hunter2", "SELECT password FROM t WHERE x = ${y}", SQLITE)
                .orElseThrow();

        assertThat(MaskedWords.of(known, "no such column: hunter2")).isEqualTo("no such column: ***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE USER app PASSWORD 'geheim'",
                "create role app LOGIN password 'geheim'",
                "ALTER USER app IDENTIFIED BY 'geheim'",
                "GRANT ALL ON db TO app IDENTIFIED BY 'geheim'",
                "SET PASSWORD FOR app = 'geheim'",
                "SET app.secret = 'geheim'",
                "CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'a', password 'geheim')",
                "ALTER SERVER s OPTIONS (SET secret 'geheim')",
                "CREATE SUBSCRIPTION s CONNECTION 'host=h password=geheim' PUBLICATION p",
                "CHANGE MASTER TO MASTER_PASSWORD = 'geheim'",
                "CHANGE REPLICATION SOURCE TO SOURCE_PASSWORD = 'geheim'",
                "SELECT * FROM dblink('host=h password=geheim', 'SELECT 1') AS t(a int)",
                "SELECT set_config('app.secret', 'geheim', false)",
                "SELECT dblink_connect('c', secret_of('x'))",
                "DO $$ BEGIN CREATE ROLE app PASSWORD 'geheim'; END $$",
                "DO $$ BEGIN ALTER SYSTEM SET ssl_passphrase_secret = 'geheim'; END $$",
                "INSERT INTO t VALUES (1) password 'geheim'",
                "INSERT INTO t VALUES ('password=geheim')",
                "INSERT INTO secrets VALUES ('gehe' || 'im')",
                "INSERT INTO secrets VALUES (U&'\\0067eheim')",
                "INSERT INTO secrets VALUES (X'676568')",
                "INSERT INTO secrets VALUES (reverse('miehcg'))",
                "CREATE SECRET api (TYPE s3, KEY 'geheim')",
                "PRAGMA key = 'secret'",
                "ATTACH 'x' AS secret KEY 'geheim'",
                "INSERT INTO secrets VALUES ('unclosed)",
                "INSERT INTO users (password_hash) VALUES (FROM_BASE64('aHVudGVyMg=='))",
                "INSERT INTO users (password_hash) VALUES (unhex('68756e74657232'))"
            })
    void ofCredentialsNothingIsShown(String statement) {
        assertThat(StatementValues.of(statement, statement, POSTGRESQL)).isEmpty();
    }

    @Test
    void aStatementIsShownWithoutValuesAndComments() {
        String statement = "INSERT INTO t (a, password) -- is hunter2\nVALUES ('x\ny', 'hunter2', 12345, abc)\nBROKEN";
        MaskedStatement masked = MaskedStatement.of(statement, SQLITE);

        assertThat(masked.text())
                .isEqualTo("INSERT INTO t (a, password) --***\nVALUES ('***\n', '***', ***, ***)\nBROKEN");
        int broken = masked.place(statement.indexOf("BROKEN"));
        assertThat(masked.text().substring(broken)).isEqualTo("BROKEN");
        assertThat(masked.place(3)).isEqualTo(3);
    }

    private static String masked(SqlSyntax syntax, String statement, String words) {
        return MaskedWords.of(StatementValues.of(statement, statement, syntax).orElseThrow(), words);
    }
}
