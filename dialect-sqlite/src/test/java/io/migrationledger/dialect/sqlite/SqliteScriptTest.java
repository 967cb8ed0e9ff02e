package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlSplitter;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxes;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each statement is, by itself and in its script. */
class SqliteScriptTest {

    private record Read(List<StatementKind> kinds, List<String> refusals, List<String> hoisted) {}

    private static Read read(boolean apart, String text) throws SQLException {
        SqliteScript script = new SqliteScript(apart, pragma -> false);
        List<StatementKind> kinds = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        SqlSplitter splitter = new SqlSplitter(new StringReader(text), SqlSyntaxes.SQLITE, "test", 1);
        while (splitter.hasNext()) {
            StatementClass judged = script.classify(splitter.next());
            kinds.add(judged.kind());
            if (judged.kind() == StatementKind.REFUSED) {
                refusals.add(judged.reason());
            }
        }
        return new Read(
                kinds,
                refusals,
                script.hoisted().stream().map(SqlStatement::text).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PRAGMA foreign_keys                 | TRANSACTIONAL",
                "PRAGMA foreign_keys = ON            | HOISTED",
                "pragma main . Foreign_Keys ( 'off' ) | HOISTED",
                "PRAGMA /* c */ temp_store = MEMORY  | HOISTED",
                "PRAGMA synchronous(NORMAL)          | HOISTED",
                "PRAGMA synchronous = 0              | REFUSED",
                "PRAGMA synchronous = 'off'          | REFUSED",
                "PRAGMA synchronous = FALSE          | REFUSED",
                "PRAGMA \"synchronous\" = 4          | REFUSED",
                "PRAGMA journal_mode                 | TRANSACTIONAL",
                "PRAGMA journal_mode = WAL           | SELF_COMMITTING",
                "PRAGMA main.journal_mode = 'Off'    | REFUSED",
                "PRAGMA wal_checkpoint               | SELF_COMMITTING",
                "PRAGMA wal_checkpoint(TRUNCATE)     | SELF_COMMITTING",
                "PRAGMA user_version = 3             | TRANSACTIONAL",
                "PRAGMA incremental_vacuum(10)       | TRANSACTIONAL",
                "PRAGMA optimize                     | TRANSACTIONAL",
                "PRAGMA defer_foreign_keys = ON      | TRANSACTIONAL",
                "PRAGMA defer_foreign_keys = OFF     | HOISTED",
                "PRAGMA quick_check(1)               | SESSION",
                "PRAGMA quick_check                  | TRANSACTIONAL",
                "PRAGMA case_sensitive_like = ON     | SESSION",
                "PRAGMA never_heard_of = ON          | SESSION",
                "PRAGMA cache_size = -4000           | SESSION",
                "PRAGMA query_only = ON              | REFUSED",
                "PRAGMA query_only = OFF             | SESSION",
                "PRAGMA encoding = 'UTF-8'           | SESSION",
                "PRAGMA encoding = \"UTF-16\"        | REFUSED",
                "PRAGMA locking_mode = exclusive     | REFUSED",
                "PRAGMA hard_heap_limit              | TRANSACTIONAL",
                "PRAGMA hard_heap_limit = 1          | REFUSED",
                "ATTACH 'x' AS y                     | REFUSED",
                "detach y                            | REFUSED",
                "backup to 'x.db'                    | REFUSED",
                "restore from 'x.db'                 | REFUSED",
                "VACUUM                              | SELF_COMMITTING",
                "SELECT load_extension('x')          | REFUSED",
                "INSERT INTO t SELECT Load_Extension /* c */ ('x') | REFUSED",
                "SELECT 'load_extension(1)'          | TRANSACTIONAL",
                "SELECT changes FROM t               | TRANSACTIONAL",
                "INSERT INTO changes (a) VALUES (1)  | TRANSACTIONAL",
                "INSERT INTO \"total_changes\" (a) SELECT 1 | TRANSACTIONAL",
                "UPDATE t SET a = 1 WHERE b IN (SELECT b FROM last_insert_rowid) | TRANSACTIONAL",
                "INSERT INTO changes (a) SELECT changes( /* c */ ) | REFUSED",
                "CREATE VIEW v AS SELECT changes()   | TRANSACTIONAL",
                "SELECT \"changes\"()                | REFUSED",
                "SELECT total_changes()              | REFUSED",
                "INSERT INTO t VALUES (last_insert_rowid()) | REFUSED",
            })
    void aStatementByItself(String statement, StatementKind kind) throws SQLException {
        assertThat(read(false, statement).kinds).containsExactly(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "on, true",
        "ON, true",
        "1, true",
        "'yes', true",
        "'TRUE', true",
        "+1, true",
        "2, true",
        "0x1, true",
        "1.5, true",
        "off, false",
        "0, false",
        "00, false",
        "no, false",
        "-1, false",
        "extra, false",
        "0x0, false",
        "0.5, false"
    })
    void valuesAreReadAsSqliteReadsThem(String value, boolean on) throws Exception {
        String pragma = "PRAGMA foreign_keys = " + value;
        SqlStatement statement = new SqlSplitter(new StringReader(pragma), SqlSyntaxes.SQLITE, "test", 1).next();
        assertThat(SqlitePragma.of(statement).orElseThrow().on()).isEqualTo(on);
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite::memory:")) {
            SqliteProject.execute(connection, "PRAGMA foreign_keys = " + (on ? "OFF" : "ON"), pragma);
            assertThat(SqliteProject.query(connection, "PRAGMA foreign_keys")).containsExactly(on ? "1" : "0");
        }
    }

    @Test
    void whatTheLastRowWasIsKnownUntilAMark() throws SQLException {
        String rows = "INSERT INTO a VALUES (1);\nINSERT INTO b SELECT last_insert_rowid();\nSELECT changes();\n";
        assertThat(read(false, rows).refusals).isEmpty();
        assertThat(read(true, rows).refusals)
                .hasSize(2)
                .first()
                .asString()
                .contains("last_insert_rowid()", "transaction=none");
        assertThat(read(false, "INSERT INTO a VALUES (1);\nVACUUM;\nSELECT last_insert_rowid();").refusals)
                .hasSize(1);
    }

    @Test
    void withTransactionNoneSettingsRunBetweenTransactions() throws SQLException {
        assertThat(read(true, "PRAGMA foreign_keys = ON; PRAGMA cache_size = 3; PRAGMA user_version = 1; SELECT 1;")
                        .kinds)
                .containsExactly(
                        StatementKind.SESSION_ALONE,
                        StatementKind.SESSION_ALONE,
                        StatementKind.TRANSACTIONAL,
                        StatementKind.TRANSACTIONAL);
    }

    @Test
    void ofSeveralLevelsOfSyncTheOneAtTheCommitCounts() throws SQLException {
        assertThat(read(false, "PRAGMA synchronous = FULL; SELECT 1; PRAGMA synchronous = NORMAL;").hoisted)
                .containsExactly("PRAGMA synchronous = NORMAL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE a (x); VACUUM",
                "CREATE TABLE temp.a (x); PRAGMA journal_mode = WAL",
                "CREATE TEMPORARY VIEW a AS SELECT 1; PRAGMA wal_checkpoint",
                "CREATE TEMP TRIGGER IF NOT EXISTS a AFTER UPDATE OF x, y ON b BEGIN SELECT 1; END; DROP TABLE c; VACUUM"
            })
    void nothingTemporaryMayStandBeforeAMark(String text) throws SQLException {
        Read read = read(false, text);
        assertThat(read.refusals).hasSize(1).first().asString().contains("the temporary object of line 1");
        assertThat(read.kinds).endsWith(StatementKind.REFUSED);
        assertThat(read(true, text).refusals).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE a (x); DROP TABLE a; VACUUM",
                "CREATE TEMP TABLE [A b] (x); DROP TABLE IF EXISTS temp.\"a B\"; VACUUM",
                "CREATE TEMP TABLE a (x); CREATE TEMP TRIGGER t AFTER INSERT ON main.a BEGIN SELECT 1; END; DROP TABLE a; VACUUM",
                "VACUUM; CREATE TEMP TABLE a (x); DROP TABLE b",
                "CREATE TABLE temp (x); VACUUM"
            })
    void whatIsDroppedBeforeMay(String text) throws SQLException {
        assertThat(read(false, text).refusals).isEmpty();
    }
}
