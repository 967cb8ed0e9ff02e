package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.ValidationException;
import io.migrationledger.dialect.mysql.statement.MysqlReading;
import io.migrationledger.dialect.mysql.statement.OwnDatabase;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlSyntaxes;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** USE of the database that the ledger describes, and of others. */
class UseTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            USE l_r7,          false, SESSION
            use `l_r7`,        false, SESSION
            /* a */ USE l_r7,  false, SESSION
            USE L_R7,          false, REFUSED
            USE L_R7,          true,  SESSION
            USE other,         true,  REFUSED
            USE `l``r7`,       false, REFUSED
            USE 'l_r7',        false, REFUSED
            USE l_r7 x,        false, REFUSED
            USE,               false, REFUSED
            """)
    void isAcceptedWhereItChangesNothing(String sql, boolean ignoresCase, StatementKind kind) {
        OwnDatabase database = new OwnDatabase("l_r7", ignoresCase);
        MysqlReading reading = new MysqlReading(SqlSyntaxes.MYSQL, "", "", database, false, seen -> {});
        assertThat(reading.classify(Bench.statement(sql)).kind()).isEqualTo(kind);
    }

    @Test
    void nothingIsSaidOfItWhereNoDatabaseIsKnown() throws Exception {
        Dialect dialect = new MysqlDialect();
        assertThat(dialect.scriptRules("mysql")
                        .orElseThrow()
                        .reading(false)
                        .classify(Bench.statement("USE shop"))
                        .kind())
                .isEqualTo(StatementKind.SESSION);
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aRunGoesOnAfterIt(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            String own = bench.database.name();
            String insert = "INSERT INTO t SELECT CONCAT(DATABASE(), @@collation_database); ";
            Migrator migrator = bench.migrator("SET SESSION collation_database = latin1_bin;"
                    + " CREATE TABLE t (a VARCHAR(80)) DEFAULT CHARSET utf8mb4; USE `" + own + "`; " + insert
                    + "CREATE TABLE u (a INT); USE " + own + "; CREATE TABLE v (a INT); " + insert
                    + "CREATE TABLE w (a INT); INSERT INTO later VALUES (1); " + insert);
            assertThatThrownBy(migrator::migrate).isInstanceOf(LedgerException.class);
            bench.sql.execute("CREATE TABLE later (a INT)");
            migrator.migrate();
            String expected = bench.sql.value("SELECT CONCAT(DATABASE(), @@collation_database)");
            assertThat(bench.rows("SELECT a FROM t")).containsExactly(expected, expected, expected);
            assertThat(bench.rows("SELECT a FROM later")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void anotherIsRefused(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Bench other = new Bench(route)) {
            for (String name :
                    new String[] {other.database.name(), bench.database.name().toUpperCase(Locale.ROOT)}) {
                assertThatThrownBy(() -> bench.migrator("CREATE TABLE t (a INT); USE " + name + ";")
                                .migrate())
                        .isInstanceOf(ValidationException.class)
                        .hasMessageContaining("USE " + name + " must not stand in a migration");
            }
            assertThat(bench.rows("SHOW TABLES")).isEmpty();
        }
    }
}
