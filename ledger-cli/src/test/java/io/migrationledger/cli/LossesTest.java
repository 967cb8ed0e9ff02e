package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.PlannedStatement;
import io.migrationledger.cli.command.Losses;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlSyntaxes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statements of a rollback lose data. */
class LossesTest {

    private static boolean loses(String sql) {
        return Losses.loses(
                new PlannedStatement(1, 1, sql, StatementKind.TRANSACTIONAL, false), SqlSyntaxes.POSTGRESQL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE users",
                "drop /* the old */ table if exists users",
                "DROP TEMPORARY TABLE t",
                "DROP SCHEMA shop CASCADE",
                "DROP DATABASE shop",
                "TRUNCATE users",
                "DELETE FROM users",
                "WITH old AS (DELETE FROM users RETURNING id) SELECT * FROM old",
                "ALTER TABLE users DROP COLUMN name",
                "ALTER TABLE users DROP name",
                "ALTER TABLE users ADD COLUMN x integer, DROP COLUMN IF EXISTS name",
                "ALTER TABLE orders DROP PARTITION p1",
                "DROP TABLE 'never closed"
            })
    void isNamed(String sql) {
        assertThat(loses(sql)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://host/shop, true",
        "jdbc:p6spy:mariadb://host/shop, true",
        "jdbc:postgresql://mysql.example/mysql_copy, false",
        "jdbc:sqlite:mariadb.db, false"
    })
    void isReadAsItsDatabaseReadsIt(String url, boolean mysql) {
        assertThat(Losses.syntaxOf(url)).isSameAs(mysql ? SqlSyntaxes.MYSQL : SqlSyntaxes.POSTGRESQL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP VIEW v",
                "DROP INDEX i",
                "DROP FUNCTION table_size",
                "DROP TRIGGER t ON users",
                "ALTER TABLE users DROP CONSTRAINT c",
                "ALTER TABLE users ALTER COLUMN name DROP DEFAULT",
                "ALTER TABLE users ALTER COLUMN name DROP NOT NULL",
                "ALTER TABLE users DROP FOREIGN KEY fk",
                "ALTER TABLE users RENAME COLUMN drop_me TO kept",
                "UPDATE users SET name = 'DELETE'",
                "CREATE TABLE users (id integer)",
                "SELECT 1"
            })
    void isNot(String sql) {
        assertThat(loses(sql)).isFalse();
    }
}
