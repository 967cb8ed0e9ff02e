package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Problem;
import io.migrationledger.dialect.mysql.statement.Name;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a script can do to the ledger's own table. */
class OwnTableTest {

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void isRefusedWhereItCanBeRead(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            String here = Name.quote(bench.database.name());
            String[] refused = {
                "DROP TABLE migration_ledger;",
                "DROP TABLES IF EXISTS other, " + here + ".`migration_ledger`;",
                "DROP TEMPORARY TABLE IF EXISTS migration_ledger;",
                "/*!40000 ALTER TABLE `migration_ledger` DISABLE KEYS */;",
                "DROP TRIGGER migration_ledger_no_update;",
                "DROP INDEX namespace_sequence ON migration_ledger;",
                "DROP DATABASE " + here + ";",
                "DROP SCHEMA IF EXISTS " + here + ";",
                "ALTER TABLE migration_ledger ENGINE = MyISAM;",
                "ALTER TABLE p EXCHANGE PARTITION p0 WITH TABLE migration_ledger;",
                "RENAME TABLE a TO b, migration_ledger TO old;",
                "TRUNCATE migration_ledger;",
                "INSERT IGNORE INTO migration_ledger VALUES (1);",
                "REPLACE migration_ledger SELECT * FROM other;",
                "UPDATE migration_ledger l JOIN t ON t.id = l.sequence SET l.done = 1;",
                "DELETE l FROM migration_ledger l WHERE l.sequence = 1;",
                "LOAD DATA INFILE 'x' INTO TABLE migration_ledger;",
                "CREATE TABLE IF NOT EXISTS migration_ledger (id INT);",
                "CREATE TEMPORARY TABLE migration_ledger (id INT);",
                "CREATE TRIGGER t BEFORE INSERT ON migration_ledger FOR EACH ROW SET NEW.hash = '';",
                "SET sql_mode = 'ANSI_QUOTES'; DROP TABLE \"migration_ledger\";",
            };
            assertThat(bench.migrator(refused).validate())
                    .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.REFUSED_STATEMENT))
                    .hasSize(refused.length);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void whatReadsItOrIsAnothersIsNotRefused(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            assertThat(bench.migrator(
                                    "CREATE TABLE report AS SELECT * FROM migration_ledger;",
                                    "INSERT INTO report SELECT * FROM migration_ledger;",
                                    "UPDATE t SET n = (SELECT MAX(sequence) FROM migration_ledger);",
                                    "CREATE VIEW history AS SELECT * FROM migration_ledger;",
                                    "INSERT INTO notes VALUES ('DROP TABLE migration_ledger');",
                                    "DROP TABLE other.migration_ledger;",
                                    "DROP TABLE migration_ledger_notes;",
                                    "DROP DATABASE other;")
                            .validate())
                    .extracting(Problem::what)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aTemporaryTableOfItsNameIsFound(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            execute(
                    bench,
                    "CREATE PROCEDURE hide() CREATE TEMPORARY TABLE migration_ledger AS SELECT * FROM"
                            + " migration_ledger WHERE 1 = 0");
            String first = "CREATE TABLE t (id INT);";
            assertThat(bench.migrator(first).migrate().completed()).hasSize(1);
            MigrationFailedException failure = catchThrowableOfType(
                    MigrationFailedException.class,
                    () -> bench.migrator(first, "INSERT INTO t VALUES (1); CALL hide();")
                            .migrate());
            assertThat(failure).hasMessageContaining("temporary table named `migration_ledger`");
            assertThat(bench.migrator(first, "INSERT INTO t VALUES (1);")
                            .migrate()
                            .completed())
                    .hasSize(1);
            assertThat(bench.rows("SELECT COUNT(*) FROM t")).containsExactly("1");
        }
    }

    private static void execute(Bench bench, String sql) throws SQLException {
        try (Connection connection = bench.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
