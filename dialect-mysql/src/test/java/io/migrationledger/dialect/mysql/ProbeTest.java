package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Verdict;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestServers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the probe says of a statement that has not run, that has, and that was left half-way. */
class ProbeTest {
    private static final List<String> SETUP = List.of(
            "CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, a INT, b INT, KEY ka (a)) AUTO_INCREMENT = 5",
            "INSERT INTO t (a, b) VALUES (1, 2), (3, 4)",
            "CREATE TABLE u (id INT PRIMARY KEY, a INT)",
            "INSERT INTO u VALUES (1, 1)",
            "CREATE TABLE `odd ``name` (id INT)",
            "CREATE TABLE p (id INT NOT NULL) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20))",
            "INSERT INTO p VALUES (1), (11)",
            "CREATE TABLE größe (id INT)",
            "CREATE TABLE große (id INT)",
            "CREATE TABLE `größe p` (id INT NOT NULL) PARTITION BY HASH (id) PARTITIONS 2",
            "CREATE TABLE x (id INT NOT NULL)",
            "INSERT INTO x VALUES (2)",
            "CREATE TABLE own (own INT, a INT CHECK (a > 0))",
            "CREATE TABLE self (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES self (id))",
            "CREATE VIEW v AS SELECT a FROM t",
            "CREATE VIEW w AS SELECT a FROM u",
            "CREATE TRIGGER tr BEFORE INSERT ON u FOR EACH ROW SET NEW.a = 7",
            "CREATE PROCEDURE pr() SELECT 1",
            "CREATE FUNCTION fu() RETURNS INT DETERMINISTIC RETURN 1",
            "CREATE EVENT ev ON SCHEDULE EVERY 1 DAY DO DELETE FROM u");

    /** Statements that change something which can be seen: not happened before, happened after. */
    private static final List<String> DECIDED = List.of(
            "CREATE TABLE n (id INT)",
            "CREATE TABLE IF NOT EXISTS n (id INT)",
            "CREATE TABLE n LIKE t",
            "CREATE TABLE n AS SELECT * FROM t",
            "CREATE INDEX i ON t (b)",
            "CREATE OR REPLACE VIEW v AS SELECT b FROM t",
            "CREATE VIEW n AS SELECT a FROM t",
            "CREATE TRIGGER n AFTER INSERT ON t FOR EACH ROW BEGIN SET @x = 1; END",
            "CREATE PROCEDURE n() BEGIN SELECT 1; END",
            "CREATE FUNCTION n() RETURNS INT DETERMINISTIC RETURN 2",
            "CREATE EVENT n ON SCHEDULE EVERY 1 HOUR DO DELETE FROM t",
            "ALTER TABLE t ADD COLUMN c INT, DROP COLUMN b",
            "ALTER TABLE t RENAME TO n",
            "ALTER TABLE t CHANGE a z INT",
            "ALTER TABLE t COMMENT = 'AUTO_INCREMENT=3'",
            "ALTER TABLE `odd ``name` ADD COLUMN `a``b` INT",
            "ALTER TABLE p DROP PARTITION p0",
            "ALTER TABLE p TRUNCATE PARTITION p0",
            "ALTER TABLE p EXCHANGE PARTITION p0 WITH TABLE x",
            "ALTER VIEW v AS SELECT b FROM t",
            "ALTER EVENT ev DISABLE",
            "ALTER EVENT ev RENAME TO ev2",
            "ALTER PROCEDURE pr COMMENT 'x'",
            "ALTER DATABASE CHARACTER SET utf16",
            "DROP TABLE t",
            "DROP TABLE t, u",
            "DROP TABLE IF EXISTS t, nope, u",
            "DROP VIEW v, w",
            "DROP INDEX ka ON t",
            "DROP TRIGGER tr",
            "DROP PROCEDURE pr",
            "DROP FUNCTION fu",
            "DROP EVENT ev",
            "RENAME TABLE t TO n",
            "RENAME TABLE t TO n, u TO t, n TO u",
            "TRUNCATE TABLE t",
            "TRUNCATE TABLE größe",
            "ALTER TABLE `größe p` TRUNCATE PARTITION p1",
            "RENAME TABLE größe TO n, große TO größe",
            "CREATE USER probed@localhost",
            "CREATE USER probed@localhost IDENTIFIED BY 'x', probed2@localhost",
            "CREATE ROLE probed_role");

    private static final List<String> DECIDED_ON_MARIADB = List.of(
            "ALTER TABLE p WAIT 5 TRUNCATE PARTITION p0",
            "ALTER TABLE p WAIT 5 EXCHANGE PARTITION p0 WITH TABLE x",
            "CREATE OR REPLACE SEQUENCE sq",
            "CREATE OR REPLACE SEQUENCE sq START WITH 7",
            "CREATE OR REPLACE SEQUENCE n",
            "CREATE OR REPLACE TABLE u (id INT PRIMARY KEY, a INT) AS SELECT id, a FROM t");

    /** Statements that may run again. */
    private static final List<String> HARMLESS = List.of(
            "OPTIMIZE TABLE t",
            "ANALYZE TABLE t",
            "FLUSH STATUS",
            "ALTER TABLE t ENGINE = InnoDB",
            "ALTER TABLE t AUTO_INCREMENT = 100",
            "ALTER TABLE t FORCE",
            "GRANT SELECT ON *.* TO ledger",
            "CREATE TABLE IF NOT EXISTS t (id INT)",
            "DROP TABLE IF EXISTS nope",
            "CREATE OR REPLACE VIEW v AS SELECT a FROM t",
            "ALTER TABLE t ALTER COLUMN a SET DEFAULT NULL");

    static Stream<Route> routes() {
        return Route.sample();
    }

    /** C-11. InnoDB's number of a table is a server's own: after a failover another server looks, and has others. */
    @ParameterizedTest
    @MethodSource("routes")
    void numbersOfAnotherServerTellNothing(Route route) throws Exception {
        for (String text : List.of(
                "RENAME TABLE t TO n",
                "RENAME TABLE t TO n, u TO t, n TO u",
                "RENAME TABLE own TO n",
                "RENAME TABLE self TO n")) {
            seenElsewhere(route, text, Verdict.DidNotHappen.class, Verdict.Happened.class);
        }
        for (String text : List.of(
                "TRUNCATE TABLE t", "CREATE OR REPLACE TABLE t LIKE u", "ALTER TABLE p TRUNCATE PARTITION p0")) {
            boolean replaces = text.startsWith("CREATE OR REPLACE");
            if (!replaces || route.isMariadb()) {
                seenElsewhere(
                        route,
                        text,
                        Verdict.Undecided.class,
                        replaces
                                ? Verdict.Happened.class // its definition tells
                                : text.startsWith("ALTER") ? Verdict.Undecided.class : Verdict.Repeatable.class);
            }
        }
    }

    /** The same, where the statement leaves the definition as it was. */
    @Test
    void numbersOfAnotherServerTellNothingOfWhatIsReplacedByTheSame() throws Exception {
        Route route = new Route(TestServers.MARIADB, JdbcClient.MARIADB);
        for (String text : List.of(
                "CREATE OR REPLACE TABLE u (id INT PRIMARY KEY, a INT) AS SELECT id, a FROM t",
                "CREATE OR REPLACE SEQUENCE sq")) {
            seenElsewhere(route, text, Verdict.Undecided.class, Verdict.Undecided.class);
        }
        seenElsewhere(
                route,
                "CREATE TABLE IF NOT EXISTS u AS SELECT id, a FROM t",
                Verdict.DidNotHappen.class,
                Verdict.DidNotHappen.class);
    }

    /** MariaDB makes a partition for the history where its time has come, with whatever statement. */
    @Test
    void partitionsThatTheServerMakesAreNoChange() throws Exception {
        Route route = new Route(TestServers.MARIADB, JdbcClient.CONNECTOR_J);
        for (String by : List.of(
                "INTERVAL 1 HOUR AUTO",
                "INTERVAL 1 HOUR AUTO (PARTITION p0 HISTORY, PARTITION pn CURRENT)",
                "INTERVAL 1 HOUR AUTO PARTITIONS 3 SUBPARTITION BY HASH (a) SUBPARTITIONS 2")) {
            try (Fast fast = Fast.on(route);
                    Bench bench = new Bench(route);
                    DialectSession session = bench.session()) {
                bench.sql.execute("CREATE TABLE t (a INT) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME " + by);
                bench.sql.execute("INSERT INTO t VALUES (1)");
                SqlStatement statement = Bench.statement("ALTER TABLE t COMMENT = 'PARTITION BY SYSTEM_TIME x AUTO'");
                String before = session.fingerprint(statement);
                String definition = String.join("", bench.rows("SHOW CREATE TABLE t"));
                bench.sql.execute("SET timestamp = UNIX_TIMESTAMP() + 36000");
                bench.sql.execute("UPDATE t SET a = 2");
                assertThat(String.join("", bench.rows("SHOW CREATE TABLE t"))).isNotEqualTo(definition);
                assertThat(session.probe(statement, before)).isInstanceOf(Verdict.DidNotHappen.class);
                session.execute(statement);
                assertThat(session.probe(statement, before)).isInstanceOf(Verdict.Happened.class);
                SqlStatement manual = Bench.statement(
                        "ALTER TABLE t PARTITION BY SYSTEM_TIME INTERVAL 1 HOUR (PARTITION p0 HISTORY, PARTITION pn CURRENT)");
                before = session.fingerprint(manual);
                session.execute(manual);
                assertThat(session.probe(manual, before)).isInstanceOf(Verdict.Happened.class);
                session.connection().close();
            }
        }
    }

    /** C-11. Another version may write definitions in another way: after an upgrade, or a failover to a server that was. */
    @ParameterizedTest
    @MethodSource("routes")
    void definitionsOfAnotherVersionTellWhatIsThereAndNoMore(Route route) throws Exception {
        String version = "\\t[^\\t\\n]*\\t[0-9a-f]{8}\\n";
        seenElsewhere(
                route,
                "CREATE TABLE n (a INT)",
                version,
                "\t5.0.96\t00000000\n",
                Verdict.DidNotHappen.class,
                Verdict.Happened.class);
        seenElsewhere(
                route,
                "DROP TABLE t",
                version,
                "\t5.0.96\t00000000\n",
                Verdict.DidNotHappen.class,
                Verdict.Happened.class);
        seenElsewhere(
                route,
                "ALTER TABLE t ADD COLUMN c INT",
                version,
                "\t5.0.96\t00000000\n",
                Verdict.DidNotHappen.class,
                Verdict.Undecided.class);
    }

    /** C-11. A replica switches events off, and they stay so where it takes over. */
    @ParameterizedTest
    @MethodSource("routes")
    void whetherAnEventIsOnIsAServersOwn(Route route) throws Exception {
        seenElsewhere(
                route, "ALTER EVENT ev ON SCHEDULE EVERY 2 DAY", Verdict.DidNotHappen.class, Verdict.Happened.class);
        // Not to be told, and no matter: to switch it off again is the same.
        seenElsewhere(route, "ALTER EVENT ev DISABLE", Verdict.DidNotHappen.class, Verdict.DidNotHappen.class);
    }

    private static void seenElsewhere(
            Route route, String text, Class<? extends Verdict> notRun, Class<? extends Verdict> run) throws Exception {
        seenElsewhere(route, text, "\t[0-9a-f]{8}\n", "\t00000000\n", notRun, run);
    }

    private static void seenElsewhere(
            Route route,
            String text,
            String own,
            String another,
            Class<? extends Verdict> notRun,
            Class<? extends Verdict> run)
            throws Exception {
        try (Fast fast = Fast.on(route);
                Bench bench = new Bench(route)) {
            setUp(bench);
            SqlStatement statement = Bench.statement(text);
            try (DialectSession session = bench.session()) {
                String here = session.fingerprint(statement);
                String before = here.replaceAll(own, another);
                assertThat(before).as(text).isNotEqualTo(here);
                assertThat(session.probe(statement, before))
                        .as("before: %s", text)
                        .isInstanceOf(notRun);
                session.execute(statement);
                assertThat(session.probe(statement, before))
                        .as("after: %s", text)
                        .isInstanceOf(run);
                session.connection().close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void tellsWhatHappenedFromWhatDidNot(Route route) throws Exception {
        List<String> statements = new ArrayList<>(DECIDED);
        statements.addAll(route.isMariadb() ? DECIDED_ON_MARIADB : List.of());
        for (String text : statements) {
            try (Fast fast = Fast.on(route);
                    Bench bench = new Bench(route)) {
                setUp(bench);
                SqlStatement statement = Bench.statement(text);
                String before;
                try (DialectSession session = bench.session()) {
                    before = session.fingerprint(statement);
                    assertThat(session.probe(statement, before))
                            .as("before: %s", text)
                            .isInstanceOf(Verdict.DidNotHappen.class);
                    bench.sql.rows("SELECT 1"); // another session, as another run would have
                    session.execute(statement);
                    session.connection().close();
                }
                try (DialectSession session = bench.session()) {
                    session.execute(Bench.statement("SET sql_mode = 'ANSI_QUOTES', time_zone = '+05:00'"));
                    assertThat(session.probe(statement, before))
                            .as("after: %s", text)
                            .isInstanceOf(Verdict.Happened.class);
                    session.connection().close();
                }
            } finally {
                dropAccounts(route);
            }
        }
    }

    /** A name may be said with its database, and without. */
    @ParameterizedTest
    @MethodSource("routes")
    void renamesNameOneTableInTwoWays(Route route) throws Exception {
        try (Fast fast = Fast.on(route);
                Bench bench = new Bench(route);
                DialectSession session = bench.session()) {
            setUp(bench);
            String database = bench.database.name();
            SqlStatement statement =
                    Bench.statement("RENAME TABLE t TO %s.n, %s.u TO %s.t".formatted(database, database, database));
            String before = session.fingerprint(statement);
            assertThat(session.probe(statement, before)).isInstanceOf(Verdict.DidNotHappen.class);
            bench.sql.execute("RENAME TABLE t TO n");
            assertThat(session.probe(statement, before)).isInstanceOf(Verdict.Happened.class);
            assertThat(bench.rows("SHOW COLUMNS FROM t WHERE Field <> 'id'"))
                    .as("finished by the probe")
                    .hasSize(1);
            assertThat(bench.rows("SHOW TABLES LIKE 'u'")).isEmpty();
            session.connection().close();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void repeatsWhatDoesNoHarm(Route route) throws Exception {
        try (Fast fast = Fast.on(route);
                Bench bench = new Bench(route)) {
            setUp(bench);
            for (String text : HARMLESS) {
                SqlStatement statement = Bench.statement(text);
                try (DialectSession session = bench.session()) {
                    String before = session.fingerprint(statement);
                    session.execute(statement);
                    assertThat(session.probe(statement, before))
                            .as(text)
                            .isInstanceOfAny(Verdict.DidNotHappen.class, Verdict.Repeatable.class);
                    session.execute(statement);
                    session.connection().close();
                }
            }
        }
    }

    /** What a crash can leave half-way: a statement, what of it has happened, the verdict, and a query with its answer. */
    private record HalfWay(String statement, List<String> happened, Class<?> verdict, String query, String answer) {}

    private static final List<HalfWay> HALF_WAY = List.of(
            new HalfWay("DROP TABLE t, u", List.of("DROP TABLE t"), Verdict.Happened.class, "SHOW TABLES LIKE 'u'", ""),
            new HalfWay("DROP VIEW v, w", List.of("DROP VIEW v"), Verdict.Happened.class, "SHOW TABLES LIKE 'w'", ""),
            new HalfWay(
                    "RENAME TABLE t TO n, u TO t, n TO u",
                    List.of("RENAME TABLE t TO n"),
                    Verdict.Happened.class,
                    "SELECT COUNT(*) FROM u",
                    "2"),
            new HalfWay(
                    "RENAME TABLE t TO n, u TO t, n TO u",
                    List.of("RENAME TABLE t TO n, u TO t"),
                    Verdict.Happened.class,
                    "SELECT COUNT(*) FROM u",
                    "2"),
            new HalfWay(
                    "CREATE TABLE n AS SELECT * FROM t",
                    List.of("CREATE TABLE n LIKE t"),
                    Verdict.DidNotHappen.class,
                    "SHOW TABLES LIKE 'n'",
                    ""),
            new HalfWay(
                    "CREATE USER probed@localhost, probed2@localhost",
                    List.of("CREATE USER probed@localhost"),
                    Verdict.DidNotHappen.class,
                    "SELECT user FROM mysql.user WHERE user LIKE 'probed%'",
                    ""),
            new HalfWay(
                    "CREATE TABLE n ENGINE = MyISAM AS SELECT * FROM t",
                    List.of("CREATE TABLE n ENGINE = MyISAM AS SELECT * FROM t LIMIT 1"),
                    Verdict.Undecided.class,
                    "SELECT COUNT(*) FROM n",
                    "1"),
            new HalfWay(
                    "CREATE EVENT n ON SCHEDULE AT NOW() + INTERVAL 1 SECOND DO DELETE FROM t",
                    List.of(),
                    Verdict.Undecided.class,
                    "SELECT COUNT(*) FROM t",
                    "2"));

    @ParameterizedTest
    @MethodSource("routes")
    void endsWhatWasLeftHalfWay(Route route) throws Exception {
        for (HalfWay half : HALF_WAY) {
            try (Fast fast = Fast.on(route);
                    Bench bench = new Bench(route)) {
                setUp(bench);
                try (DialectSession session = bench.session()) {
                    SqlStatement statement = Bench.statement(half.statement);
                    String before = session.fingerprint(statement);
                    for (String happened : half.happened) {
                        bench.sql.execute(happened);
                    }
                    Verdict verdict = session.probe(statement, before);
                    assertThat(verdict).as(half.statement).isInstanceOf(half.verdict);
                    assertThat(String.join(" ", bench.rows(half.query)))
                            .as(half.statement)
                            .isEqualTo(half.answer);
                    session.connection().close();
                }
            } finally {
                dropAccounts(route);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void mariadbsDropOfSeveralIsRefusedWhereOneIsNotThere(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            setUp(bench);
            var migrator = bench.migrator("DROP TABLE t, nope, u;");
            assertThat(org.assertj.core.api.Assertions.catchThrowable(migrator::migrate))
                    .hasMessageContaining("nope");
            assertThat(bench.rows("SHOW TABLES LIKE 'u'")).containsExactly("u");
            assertThat(bench.rows("SHOW TABLES LIKE 't'")).containsExactly("t");
        }
    }

    private static void setUp(Bench bench) throws SQLException {
        for (String statement : SETUP) {
            bench.sql.execute(statement);
        }
        if (bench.route.isMariadb()) {
            bench.sql.execute("CREATE SEQUENCE sq");
        }
    }

    private static void dropAccounts(Route route) throws SQLException {
        try (Bench bench = new Bench(route)) {
            bench.sql.execute("DROP USER IF EXISTS probed@localhost, probed2@localhost");
            bench.sql.execute("DROP ROLE IF EXISTS probed_role");
        }
    }
}
