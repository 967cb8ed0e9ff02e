package io.migrationledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What statements change, by their words alone. */
class TouchedReaderTest {

    private static String of(String sql, SqlSyntax syntax, boolean lower) {
        return TouchedReader.of(sql, syntax, name -> lower ? name.toLowerCase(Locale.ROOT) : name).stream()
                .map(object -> object.action().name().toLowerCase(Locale.ROOT) + " " + object.kind() + " "
                        + object.name() + object.to().map(to -> " to " + to).orElse(""))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "CREATE TABLE Orders (id int, total int DEFAULT 0) | created table orders",
                "create table if not exists shop.\"Order Lines\" (id int) | created table shop.Order Lines",
                "CREATE UNLOGGED TABLE a AS SELECT * FROM b | created table a",
                "CREATE TEMP TABLE a (id int) | -",
                "CREATE GLOBAL TEMPORARY TABLE a (id int) | -",
                "CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1) | created table p_1",
                "CREATE FOREIGN TABLE f (id int) SERVER s | created foreign table f",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY shop.t USING btree (a) | created index i, altered table shop.t",
                "CREATE INDEX ON t (a) | altered table t",
                "CREATE OR REPLACE VIEW v AS SELECT 1 | created view v",
                "CREATE RECURSIVE VIEW v (n) AS SELECT 1 | created view v",
                "CREATE MATERIALIZED VIEW IF NOT EXISTS mv AS SELECT 1 | created materialized view mv",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY mv | filled materialized view mv",
                "CREATE OR REPLACE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql AS $$INSERT INTO t VALUES (1)$$ | created function add",
                "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql AS 'DELETE FROM t' | created procedure p",
                "CREATE CONSTRAINT TRIGGER tr AFTER INSERT OR UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f() | created trigger tr, altered table t",
                "CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION f() | created event trigger et",
                "CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING | created rule r, altered table t",
                "CREATE POLICY p ON t USING (true) | created policy p, altered table t",
                "CREATE TYPE mood AS ENUM ('a', 'b') | created type mood",
                "CREATE DOMAIN d AS int | created domain d",
                "CREATE SEQUENCE s | created sequence s",
                "CREATE SCHEMA IF NOT EXISTS app AUTHORIZATION joe | created schema app",
                "CREATE SCHEMA AUTHORIZATION joe | -",
                "CREATE EXTENSION IF NOT EXISTS pgcrypto | created extension pgcrypto",
                "CREATE ROLE app LOGIN PASSWORD 'geheim' | created role app",
                "CREATE TEXT SEARCH CONFIGURATION c (COPY = english) | -",
                "CREATE CAST (a AS b) WITHOUT FUNCTION | -",
                "ALTER TABLE IF EXISTS ONLY t ADD COLUMN x int | altered table t",
                "ALTER TABLE t RENAME TO u | renamed table t to u",
                "ALTER TABLE t RENAME COLUMN a TO b | altered table t",
                "ALTER TABLE t RENAME a TO b | altered table t",
                "ALTER TABLE t RENAME CONSTRAINT a TO b | altered table t",
                "ALTER TABLE t ADD CHECK (rename > 0) | altered table t",
                "ALTER VIEW v RENAME TO w | renamed view v to w",
                "ALTER INDEX i RENAME TO j | renamed index i to j",
                "ALTER TRIGGER tr ON t RENAME TO ts | renamed trigger tr to ts, altered table t",
                "ALTER TYPE mood ADD VALUE 'c' | altered type mood",
                "ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b | -",
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO joe | -",
                "ALTER SYSTEM SET work_mem = 1 | -",
                "DROP TABLE IF EXISTS a, shop.B CASCADE | dropped table a, dropped table shop.b",
                "DROP INDEX CONCURRENTLY i | dropped index i",
                "DROP FUNCTION f(int, text), g() | dropped function f, dropped function g",
                "DROP TRIGGER tr ON t | dropped trigger tr, altered table t",
                "DROP OWNED BY joe | -",
                "TRUNCATE TABLE ONLY a, b * RESTART IDENTITY | filled table a, filled table b",
                "INSERT INTO shop.t (a) VALUES (1) | filled table shop.t",
                "INSERT INTO t AS x SELECT * FROM u ON CONFLICT (a) DO UPDATE SET a = 1 | filled table t",
                "UPDATE ONLY t AS x SET a = 1 FROM u | filled table t",
                "DELETE FROM ONLY t USING u WHERE true | filled table t",
                "DELETE FROM t AS x USING other AS t WHERE true | filled table t",
                "UPDATE t SET a = 1 FROM u AS t2, v WHERE true | filled table t",
                "WITH u AS (UPDATE t SET a = 1 RETURNING *) DELETE FROM v | filled table t, filled table v",
                "MERGE INTO t USING u ON true WHEN MATCHED THEN UPDATE SET a = 1 | filled table t",
                "COPY t (a, b) FROM stdin | filled table t",
                "COPY t TO '/tmp/x' | -",
                "COPY (SELECT 1) TO '/tmp/x' | -",
                "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x | filled table t",
                "WITH d AS (DELETE FROM a RETURNING *), e AS MATERIALIZED (UPDATE b SET x = 1 RETURNING *) INSERT INTO c SELECT * FROM d | filled table a, filled table b, filled table c",
                "WITH x AS (SELECT 1 FOR UPDATE) SELECT * FROM x | -",
                "SELECT a, (SELECT 1) INTO copied FROM t | created table copied",
                "SELECT * INTO TEMP copied FROM t | -",
                "SELECT f() | -",
                "COMMENT ON TABLE t IS 'x' | altered table t",
                "COMMENT ON COLUMN shop.t.a IS 'x' | altered table shop.t",
                "GRANT SELECT ON t TO joe | -",
                "DO $$BEGIN DROP TABLE t; END$$ | -",
                "CALL p() | -",
            })
    void inPostgres(String sql, String expected) {
        assertThat(of(sql, SqlSyntaxes.POSTGRESQL, true)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "CREATE TABLE `Orders` (id int) ENGINE=InnoDB | created table Orders",
                "CREATE TABLE shop.t LIKE u | created table shop.t",
                "CREATE OR REPLACE TABLE t (id int) | created table t",
                "CREATE TEMPORARY TABLE t (id int) | -",
                "CREATE FULLTEXT INDEX i ON t (a) | created index i, altered table t",
                "CREATE DEFINER=`root`@`%` TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1 | created trigger tr, altered table t",
                "CREATE ALGORITHM=MERGE DEFINER='app'@'localhost' SQL SECURITY INVOKER VIEW v AS SELECT 1 | created view v",
                "CREATE DEFINER = CURRENT_USER PROCEDURE p() BEGIN DROP TABLE t; END | created procedure p",
                "CREATE DEFINER=app@db.example.com PROCEDURE p() BEGIN DROP TABLE t; END | created procedure p",
                "CREATE DEFINER=app@10.0.0.5 VIEW v AS SELECT 1 | created view v",
                "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t | created event e",
                "CREATE USER 'app'@'%' IDENTIFIED BY 'geheim' | created user app",
                "CREATE DATABASE IF NOT EXISTS d | created database d",
                "ALTER TABLE t RENAME u | renamed table t to u",
                "ALTER TABLE t RENAME AS u, ADD COLUMN a int | renamed table t to u",
                "ALTER TABLE t ADD COLUMN a int, RENAME INDEX i TO j | altered table t",
                "ALTER TABLE t RENAME COLUMN a TO b | altered table t",
                "ALTER ONLINE TABLE t ADD a int | altered table t",
                "DROP TABLE a, `b`, c.d | dropped table a, dropped table b, dropped table c.d",
                "DROP TEMPORARY TABLE a | -",
                "DROP INDEX i ON t ALGORITHM=INPLACE | dropped index i, altered table t",
                "RENAME TABLE a TO b, shop.c TO shop.d | renamed table a to b, renamed table shop.c to shop.d",
                "RENAME TABLE a WAIT 5 TO b | renamed table a to b",
                "RENAME USER a TO b | -",
                "TRUNCATE t | filled table t",
                "INSERT IGNORE INTO t VALUES (1) | filled table t",
                "INSERT t SET a = 1 | filled table t",
                "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 2 | filled table t",
                "REPLACE LOW_PRIORITY INTO t VALUES (1) | filled table t",
                "UPDATE LOW_PRIORITY IGNORE t SET a = 1 | filled table t",
                "DELETE QUICK FROM t WHERE a = 1 | filled table t",
                "DELETE t1, t2 FROM t1 JOIN t2 ON t1.a = t2.a | filled table t1, filled table t2",
                "DELETE FROM t1.*, t2.* USING t1, t2 | filled table t1, filled table t2",
                "DELETE o FROM orders AS o JOIN `old` ON o.id = `old`.id | filled table orders",
                "DELETE o.*, shop.c FROM shop.c, (orders o) WHERE o.id = 1 | filled table orders, filled table shop.c",
                "DELETE c FROM shop.c | filled table shop.c",
                "DELETE FROM o, p USING orders o PARTITION (p0), orders AS p WHERE o.id = p.id | filled table orders",
                "DELETE d FROM orders d JOIN (SELECT id, a FROM x, y) AS q USING (id, a) LEFT JOIN z ON z.order = d.id | filled table orders",
                "DELETE FROM orders AS o WHERE o.id = 1 | filled table orders",
                "UPDATE orders o JOIN customers c ON c.id = o.customer SET c.vip = 1 | filled table customers",
                "UPDATE IGNORE orders AS o, shop.customers SET o.a = (SELECT 1, 2), customers.b = f(1, 2) WHERE o.c IN (1, 2) | filled table orders, filled table shop.customers",
                "UPDATE orders o INNER JOIN customers c USING (id) SET vip = 1, o.a = 2 | filled table orders, filled table customers",
                "UPDATE (orders o STRAIGHT_JOIN lines) SET lines.a = o.a, o.b = 1 | filled table lines, filled table orders",
                "UPDATE orders o, (SELECT id FROM customers) c SET o.a = c.id | filled table orders",
                "UPDATE orders o, JSON_TABLE('[1]', '$[*]' COLUMNS (a INT PATH '$')) j SET a = 1 | filled table orders",
                "UPDATE a.orders, b.orders SET b.orders.x = a.orders.y | filled table b.orders",
                "UPDATE orders USE INDEX (i), lines SET orders.a = 1 | filled table orders",
                "WITH q AS (SELECT 1) UPDATE orders o JOIN q SET o.a = 1 | filled table orders",
                "LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE shop.t | filled table shop.t",
                "SELECT 1 INTO @x | -",
                "SELECT a INTO OUTFILE '/tmp/x' FROM t | -",
                "/*!50003 CREATE TRIGGER tr AFTER DELETE ON t FOR EACH ROW DELETE FROM u */ | created trigger tr, altered table t",
                "LOCK TABLES t WRITE | -",
            })
    void inMysql(String sql, String expected) {
        assertThat(of(sql, SqlSyntaxes.MARIADB, false)).isEqualTo(expected == null ? "" : expected);
        if (!sql.contains("OR REPLACE") && !sql.contains("WAIT")) {
            assertThat(of(sql, SqlSyntaxes.MYSQL, false)).isEqualTo(expected == null ? "" : expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "CREATE TABLE IF NOT EXISTS [Odd Name] (id) | created table Odd Name",
                "CREATE TABLE 'quoted''s' (id) | created table quoted's",
                "CREATE VIRTUAL TABLE f USING fts5(a) | created table f",
                "CREATE TABLE main.t (id) | created table main.t",
                "CREATE TEMP TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END | -",
                "CREATE TRIGGER tr INSTEAD OF UPDATE OF a ON v BEGIN UPDATE t SET a = 1; END | created trigger tr, altered table v",
                "INSERT OR REPLACE INTO t VALUES (1) | filled table t",
                "REPLACE INTO t VALUES (1) | filled table t",
                "UPDATE OR ROLLBACK t SET a = 1 | filled table t",
                "UPDATE returning SET a = 1 RETURNING a, b | filled table returning",
                "UPDATE t INDEXED BY i SET a = 1, b = 2 | filled table t",
                "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) INSERT INTO t SELECT i FROM n | filled table t",
                "DROP VIEW IF EXISTS v | dropped view v",
                "ALTER TABLE t RENAME a TO b | altered table t",
                "PRAGMA user_version = 3 | -",
                "VACUUM | -",
            })
    void inSqlite(String sql, String expected) {
        assertThat(of(sql, SqlSyntaxes.SQLITE, false)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void commentsHideNothing() {
        assertThat(of("/* a note */ -- and one\n DROP /* here */ TABLE -- there\n t", SqlSyntaxes.POSTGRESQL, true))
                .isEqualTo("dropped table t");
        assertThat(of("-- nothing", SqlSyntaxes.POSTGRESQL, true)).isEmpty();
        assertThat(of("DROP TABLE 'not ended", SqlSyntaxes.POSTGRESQL, true)).isEmpty();
    }

    @Test
    void aListThatIsLongerThanAHeadIsReadToItsEnd() {
        String names = IntStream.range(0, 200).mapToObj(n -> "t" + n).collect(Collectors.joining(", "));
        assertThat(TouchedReader.of("DROP TABLE " + names, SqlSyntaxes.POSTGRESQL, name -> name))
                .hasSize(200);
        assertThat(TouchedReader.of(
                        "WITH x AS (SELECT " + names + " FROM y) DELETE FROM z", SqlSyntaxes.POSTGRESQL, name -> name))
                .containsExactly(TouchedObject.of(TouchedObject.Action.FILLED, "table", "z"));
    }

    @Test
    void tablesThatStandBehindALongQueryAreReadToo() {
        String columns = IntStream.range(0, 200).mapToObj(n -> "c" + n).collect(Collectors.joining(", "));
        String joined = "(SELECT " + columns + " FROM y) q JOIN orders o ON o.id = q.c1";

        assertThat(of("UPDATE " + joined + " SET o.a = 1", SqlSyntaxes.MYSQL, false))
                .isEqualTo("filled table orders");
        assertThat(of("DELETE o FROM " + joined, SqlSyntaxes.MYSQL, false)).isEqualTo("filled table orders");
    }

    @Test
    void aPersonNamesAnObjectWithOrWithoutItsSchemaAndByEitherName() {
        TouchedObject object = TouchedReader.of(
                        "ALTER TABLE shop.Orders RENAME TO \"Sales\"", SqlSyntaxes.SQLITE, n -> n)
                .get(0);
        assertThat(object.isNamed("orders")).isTrue();
        assertThat(object.isNamed("SHOP.ORDERS")).isTrue();
        assertThat(object.isNamed("sales")).isTrue();
        assertThat(object.isNamed("\"Orders\"")).isTrue();
        assertThat(object.isNamed("\"orders\"")).isFalse();
        assertThat(object.isNamed("rders")).isFalse();
        assertThat(object.isNamed("other.orders")).isFalse();
    }
}
