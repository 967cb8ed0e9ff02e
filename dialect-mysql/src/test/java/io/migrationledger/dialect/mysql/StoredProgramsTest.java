package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ValidationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts that create routines, triggers and events, whose bodies use what a session carries. */
class StoredProgramsTest {
    private static final String COUNTING = """
            CREATE TABLE lease (id INT PRIMARY KEY, st INT);
            CREATE TABLE stat (st INT PRIMARY KEY, n INT);
            INSERT INTO stat VALUES (0, 0);
            DELIMITER $$
            CREATE TRIGGER ti AFTER INSERT ON lease FOR EACH ROW BEGIN
                UPDATE stat SET n = n + 1 WHERE st = NEW.st;
                IF ROW_COUNT() <= 0 THEN INSERT INTO stat VALUES (NEW.st, 1); END IF;
            END $$
            CREATE DEFINER = CURRENT_USER PROCEDURE p() BEGIN SET @r = LAST_INSERT_ID(); END $$
            CREATE TRIGGER one BEFORE INSERT ON lease FOR EACH ROW BEGIN
                IF @js IS NULL THEN SELECT 1 INTO @js; END IF;
            END $$
            CREATE TRIGGER two BEFORE UPDATE ON lease FOR EACH ROW BEGIN
                IF @js IS NULL THEN SELECT 1 INTO @js; END IF;
            END $$
            CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DISABLE DO SET @js = LAST_INSERT_ID() $$
            ALTER EVENT e DO SET @js = ROW_COUNT() $$
            DELIMITER ;
            INSERT INTO lease VALUES (1, 0), (2, 5), (3, 5);
            CALL p();
            """;

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void creatingThemFillsAndReadsNothing(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.migrator(COUNTING).migrate();
            assertThat(bench.rows("SELECT st, n FROM stat ORDER BY st")).containsExactly("0|1", "5|2");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void runningThemDoes(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            for (String last : new String[] {"CALL p();", "INSERT INTO t VALUES (@m);"}) {
                assertThatThrownBy(() -> bench.migrator("CREATE TABLE t (a INT); SELECT MAX(a) INTO @m FROM t;"
                                        + " CREATE PROCEDURE p() INSERT INTO t VALUES (@m); " + last)
                                .migrate())
                        .isInstanceOf(ValidationException.class)
                        .hasMessageContaining("@M");
            }
            assertThat(bench.rows("SHOW TABLES")).doesNotContain("t");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aDefinersHostNeedsNoQuotes(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.migrator("CREATE TABLE t (a INT);"
                            + " CREATE DEFINER=CURRENT_USER PROCEDURE p() BEGIN INSERT INTO t VALUES (1); END;"
                            + " CREATE DEFINER=app@db.example.com PROCEDURE q() BEGIN SELECT 1; SELECT 2; END;"
                            + " CREATE DEFINER = app@10.0.0.5 TRIGGER tr BEFORE INSERT ON t FOR EACH ROW"
                            + " BEGIN SET @a = 1; SET @b = 2; END;")
                    .migrate();
            assertThat(bench.rows("SELECT definer FROM information_schema.routines"
                            + " WHERE routine_schema = DATABASE() AND routine_name = 'q'"
                            + " UNION ALL SELECT definer FROM information_schema.triggers"
                            + " WHERE trigger_schema = DATABASE() AND trigger_name = 'tr'"))
                    .containsExactly("app@db.example.com", "app@10.0.0.5");
        }
    }

    /** As it stands in dumps that were made through the mysql client. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aBackslashAtTheEndOfALineOfABodyIsNamed(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            String script =
                    "DELIMITER ;;\nCREATE PROCEDURE p()\nBEGIN\n  SET @a = 1; \\\n  SET @b = 2;\nEND ;;\nDELIMITER ;\n";
            assertThatThrownBy(() -> bench.migrator(script).migrate())
                    .isInstanceOfSatisfying(
                            ValidationException.class,
                            failure -> assertThat(failure.problems())
                                    .singleElement()
                                    .satisfies(problem -> assertThat(problem.toString())
                                            .contains("0001_test.sql:4: \\ must not", "Leave the backslash out")));
            bench.migrator(script.replace("\\", "")).migrate();
            assertThat(bench.rows("SELECT routine_name FROM information_schema.routines"
                            + " WHERE routine_schema = DATABASE()"))
                    .containsExactly("p");
        }
    }
}
