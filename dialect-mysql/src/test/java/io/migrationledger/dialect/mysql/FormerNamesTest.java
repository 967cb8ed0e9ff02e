package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.ValidationException;
import io.migrationledger.dialect.mysql.statement.MysqlReading;
import io.migrationledger.dialect.mysql.statement.OwnDatabase;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxes;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** SET NAMES utf8, as dumps for several versions of the server begin with it. */
class FormerNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /*!40101 SET NAMES utf8 */; /*!50503 SET NAMES utf8mb4 */; INSERT INTO t VALUES (1)  | 0
            SET NAMES 'utf8mb3'; set names 'utf8mb4' COLLATE utf8mb4_bin; INSERT INTO t VALUES (1) | 0
            SET NAMES utf8; SET NAMES utf8; SET NAMES utf8mb4; INSERT INTO t VALUES (1)           | 0
            SET NAMES utf8                                                                         | 0
            SET NAMES utf8; INSERT INTO t VALUES (1); SET NAMES utf8mb4                            | 2
            SET NAMES utf8; SET @c = @@collation_connection; SET NAMES utf8mb4                     | 2
            SET NAMES utf8; SET NAMES DEFAULT                                                      | 2
            SET NAMES utf8; SET NAMES latin1                                                       | 2
            SET NAMES utf8 COLLATE utf8_bin; SET NAMES utf8mb4                                     | 1
            SET NAMES utf8, @a = 1; SET NAMES utf8mb4                                              | 1
            SET NAMES latin1; SET NAMES utf8mb4                                                    | 1
            """)
    void areAcceptedWhereTheyAreSetAgain(String script, int refused) {
        MysqlReading reading = new MysqlReading(SqlSyntaxes.MYSQL, "", "", OwnDatabase.UNKNOWN, false, seen -> {});
        int number = 0;
        for (String sql : script.split("; ")) {
            number++;
            boolean no = reading.classify(new SqlStatement(number, sql, number, 1, Optional.empty()))
                            .kind()
                    == StatementKind.REFUSED;
            assertThat(no).as("statement %s: %s", number, sql).isEqualTo(number == refused);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aDumpRunsAndGoesOnAsUtf8mb4(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            Migrator migrator = bench.migrator("""
                    /*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
                    /*!40101 SET NAMES utf8 */;
                    /*!50503 SET NAMES utf8mb4 */;
                    CREATE TABLE t (a VARCHAR(80), b VARCHAR(80)) DEFAULT CHARSET utf8mb4;
                    INSERT INTO t VALUES ('🦉', @@character_set_connection);
                    CREATE TABLE u (a INT);
                    INSERT INTO later VALUES (1);
                    INSERT INTO t VALUES ('🦉', @@character_set_connection);
                    /*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
                    """);
            assertThatThrownBy(migrator::migrate).isInstanceOf(LedgerException.class);
            bench.sql.execute("CREATE TABLE later (a INT)");
            migrator.migrate();
            assertThat(bench.rows("SELECT a, b FROM t")).containsExactly("🦉|utf8mb4", "🦉|utf8mb4");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void theRefusalNamesTheLine(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            Migrator migrator = bench.migrator("\nSET NAMES utf8;\nCREATE TABLE t (a INT);\n");
            assertThatThrownBy(migrator::migrate)
                    .isInstanceOfSatisfying(
                            ValidationException.class,
                            failure -> assertThat(failure.problems())
                                    .singleElement()
                                    .satisfies(problem -> assertThat(problem.toString())
                                            .contains("CREATE TABLE t", "SET NAMES of line 2", "SET NAMES utf8mb4")));
            assertThat(bench.rows("SHOW TABLES")).isEmpty();
        }
    }
}
