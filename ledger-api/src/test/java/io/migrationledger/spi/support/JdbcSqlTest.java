package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcSqlTest {
    private H2 h2;
    private JdbcSql sql;

    @BeforeEach
    void open() throws SQLException {
        h2 = new H2("sql");
        sql = h2.sql;
        sql.execute("CREATE TABLE t (id INT PRIMARY KEY, note VARCHAR)");
    }

    @AfterEach
    void close() throws SQLException {
        h2.close();
    }

    @Test
    void rowsThatWereChangedAreCounted() throws SQLException {
        assertThat(sql.execute("INSERT INTO t VALUES (1, 'a'), (2, NULL), (3, 'c')"))
                .isEqualTo(3);
        assertThat(sql.execute("UPDATE t SET note = 'x' WHERE id > 1")).isEqualTo(2);
        assertThat(sql.execute("CREATE INDEX t_note ON t (note)")).isZero();
        assertThat(sql.execute("SELECT * FROM t")).isZero();
    }

    @Test
    void aStatementOfTheCallersStaysOpen() throws SQLException {
        try (Statement own = h2.connection.createStatement()) {
            assertThat(JdbcSql.execute(own, "INSERT INTO t VALUES (1, 'a')")).isEqualTo(1);
            assertThat(own.isClosed()).isFalse();
        }
    }

    @Test
    void textIsSentAsItStands() throws SQLException {
        sql.execute("INSERT INTO t VALUES (1, '{d ?}')");
        assertThat(sql.value("SELECT note || '{fn ?}' FROM t")).isEqualTo("{d ?}{fn ?}");
        assertThatThrownBy(() -> sql.execute("INSERT INTO t VALUES ({fn ABS(2)}, '')"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Syntax error");
    }

    @Test
    void anErrorInALaterRowIsAnError() {
        assertThatThrownBy(() -> sql.execute("SELECT 1 / (3 - x) FROM SYSTEM_RANGE(1, 5)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Division by zero");
    }

    @Test
    void nullIsEmptyTextAndMissingByName() throws SQLException {
        sql.execute("INSERT INTO t VALUES (1, NULL), (2, 'b')");
        assertThat(sql.rows("SELECT id, note FROM t ORDER BY id")).containsExactly(List.of("1", ""), List.of("2", "b"));
        assertThat(sql.values("SELECT note FROM t ORDER BY id")).containsExactly("", "b");
        assertThat(sql.named("SELECT id, note AS remark FROM t ORDER BY id"))
                .containsExactly(Map.of("ID", "1"), Map.of("ID", "2", "REMARK", "b"));
    }

    @Test
    void parametersAreTextsAndNoRowIsNoError() throws SQLException {
        sql.execute("INSERT INTO t VALUES (1, 'it''s ?')");
        assertThat(sql.row("SELECT id FROM t WHERE note = ? OR note = ?", "it's ?", "x"))
                .contains(List.of("1"));
        assertThat(sql.row("SELECT id FROM t WHERE note = ?", "y")).isEmpty();
        assertThat(sql.value("SELECT id FROM t WHERE note = ?", "y")).isEmpty();
        assertThat(sql.values("SELECT id FROM t WHERE id = 7")).isEmpty();
    }

    @Test
    void whatFollowsAFailedStatementIsNotExecuted() throws SQLException {
        List<String> statements = List.of("INSERT INTO t VALUES (1, 'a')", "SELEKT", "INSERT INTO t VALUES (2, 'b')");
        assertThatThrownBy(() -> sql.executeAll(statements)).isInstanceOf(SQLException.class);
        assertThat(sql.values("SELECT id FROM t")).containsExactly("1");
    }

    @Test
    void anErrorThatComesWhileRowsAreReadIsAnError() throws SQLException {
        sql.execute("SET LAZY_QUERY_EXECUTION 1");
        assertThatThrownBy(() -> sql.execute("SELECT 1 / (3 - x) FROM SYSTEM_RANGE(1, 5)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Division by zero");
    }

    @Test
    void theLastResultIsReadWhereThereIsOne() throws SQLException {
        sql.execute("INSERT INTO t VALUES (1, 'a'), (2, NULL)");
        assertThat(sql.lastRows("SELECT id, note FROM t ORDER BY id"))
                .containsExactly(List.of("1", "a"), List.of("2", ""));
        assertThat(sql.lastRows("SELECT id FROM t WHERE id = 7")).isEmpty();
        assertThat(sql.lastRows("INSERT INTO t VALUES (3, 'c')")).isEmpty();
        assertThat(sql.values("SELECT id FROM t WHERE id = 3")).hasSize(1);
    }

    @Test
    void queriesAreSentAsTheyStandToo() {
        for (ThrowingCallable query : List.<ThrowingCallable>of(
                () -> sql.rows("SELECT {fn ABS(2)}"), () -> sql.lastRows("SELECT {fn ABS(2)}"))) {
            assertThatThrownBy(query).isInstanceOf(SQLException.class).hasMessageContaining("Syntax error");
        }
    }
}
