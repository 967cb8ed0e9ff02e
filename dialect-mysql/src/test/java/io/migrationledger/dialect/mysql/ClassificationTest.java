package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.dialect.mysql.server.Server;
import io.migrationledger.dialect.mysql.session.WrittenTables;
import io.migrationledger.dialect.mysql.statement.Carried;
import io.migrationledger.dialect.mysql.statement.Effect;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.dialect.mysql.statement.Reading;
import io.migrationledger.dialect.mysql.statement.StatementReader;
import io.migrationledger.dialect.mysql.statement.Target;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlSplitter;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a statement is and what it names, read from its tokens. */
class ClassificationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            CREATE TABLE t (id INT)                                     | CREATES | table `t`
            create /* x */ table if not exists `a b`.`t``u` (id INT)    | CREATES | table `a b`.`t``u`
            /*!50003 CREATE*/ /*!50017 DEFINER=`r`@`h`*/ /*!50003 TRIGGER x.tr BEFORE INSERT ON t FOR EACH ROW SET @a=1 */ | CREATES | trigger `x`.`tr`
            CREATE TABLE t AS SELECT 1 AS a                             | FILLS   | table `t`
            CREATE TABLE t (id INT) IGNORE SELECT 1 AS id               | FILLS   | table `t`
            CREATE TABLE t ((SELECT 1 AS a))                            | FILLS   | table `t`
            CREATE TABLE t (a INT CHECK (a > 0)) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (9)) | CREATES | table `t`
            CREATE TABLE t LIKE u                                       | CREATES | table `t`
            CREATE OR REPLACE TABLE t (id INT)                          | EMPTIES | storage `t`
            CREATE OR REPLACE ALGORITHM = MERGE DEFINER = 'a'@'b' SQL SECURITY DEFINER VIEW v AS SELECT 1 | CREATES | table `v`
            CREATE SEQUENCE s                                           | CREATES | sequence `s`
            CREATE OR REPLACE SEQUENCE s START WITH 5                   | EMPTIES | storage `s`
            CREATE UNIQUE INDEX i ON s.t (a)                            | ALTERS  | table `s`.`t`
            CREATE DEFINER = CURRENT_USER PROCEDURE p() SELECT 1        | CREATES | procedure `p`
            CREATE DEFINER=app@db.example.com PROCEDURE p() SELECT 1    | CREATES | procedure `p`
            CREATE DEFINER = a@10.0.0.5 SQL SECURITY INVOKER VIEW v AS SELECT 1 | CREATES | table `v`
            CREATE USER a@db.example.com, b@`c.d` IDENTIFIED BY 'x'     | CREATES_ACCOUNTS | account 'a'@'db.example.com' account 'b'@'c.d'
            CREATE AGGREGATE FUNCTION f RETURNS REAL SONAME 'x.so'      | CREATES | function `f`
            CREATE EVENT e ON SCHEDULE AT NOW() DO DELETE FROM t        | CREATES_PASSING | event `e`
            CREATE EVENT e ON SCHEDULE AT NOW() ON COMPLETION PRESERVE DO DELETE FROM t | CREATES | event `e`
            CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t     | CREATES | event `e`
            CREATE DATABASE d                                           | CREATES | database `d`
            CREATE USER a@'%' IDENTIFIED BY 'x', 'b' IDENTIFIED BY 'y'  | CREATES_ACCOUNTS | account 'a'@'%' account 'b'
            CREATE ROLE IF NOT EXISTS r1, r2                            | CREATES_ACCOUNTS | grants 'r1' grants 'r2'
            DROP TABLE a, s.b                                           | DROPS   | table `a` table `s`.`b`
            DROP TABLE IF EXISTS a CASCADE                              | DROPS   | table `a`
            DROP VIEW v, w                                              | DROPS   | table `v` table `w`
            DROP INDEX i ON t                                           | ALTERS  | table `t`
            DROP TRIGGER IF EXISTS tr                                   | DROPS   | trigger `tr`
            DROP USER 'a'@'h', b                                        | DROPS   | account 'a'@'h' account 'b'
            ALTER TABLE t ADD COLUMN rename_me INT, ALGORITHM=INPLACE   | ALTERS  | table `t`
            ALTER TABLE t RENAME COLUMN a TO b, RENAME INDEX i TO j     | ALTERS  | table `t`
            ALTER TABLE t ADD c INT, RENAME TO s.u                      | ALTERS  | table `t` table `s`.`u`
            ALTER TABLE t RENAME AS u                                   | ALTERS  | table `t` table `u`
            ALTER TABLE t RENAME u                                      | ALTERS  | table `t` table `u`
            ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u             | EMPTIES | storage `t` storage `u`
            ALTER TABLE t TRUNCATE PARTITION p                          | EMPTIES | storage `t`
            ALTER TABLE t WAIT 5 TRUNCATE PARTITION p                   | EMPTIES | storage `t`
            ALTER TABLE t NOWAIT EXCHANGE PARTITION p WITH TABLE u      | EMPTIES | storage `t` storage `u`
            ALTER TABLE IF EXISTS t WAIT 0 RENAME TO u                  | ALTERS  | table `t` table `u`
            ALTER DATABASE CHARACTER SET utf8mb4                        | ALTERS  | database ``
            ALTER DATABASE d COLLATE utf8mb4_bin                        | ALTERS  | database `d`
            ALTER EVENT e RENAME TO f                                   | ALTERS  | event `e` event `f`
            ALTER USER a IDENTIFIED BY 'x'                              | REPEATABLE | ^^
            ALTER USER a IDENTIFIED BY 'x' RETAIN CURRENT PASSWORD      | UNKNOWABLE | ^^
            ALTER USER USER() IDENTIFIED BY 'x' REPLACE 'y'             | UNKNOWABLE | ^^
            SET PASSWORD = 'x' REPLACE 'y'                              | UNKNOWABLE | ^^
            RENAME TABLE a TO b, c TO d                                 | RENAMES | storage `a` storage `b` storage `c` storage `d`
            RENAME USER a@h TO b@h                                      | RENAMES | account 'a'@'h' account 'b'@'h'
            TRUNCATE t                                                  | EMPTIES | storage `t`
            TRUNCATE TABLE s.t                                          | EMPTIES | storage `s`.`t`
            GRANT SELECT ON *.* TO a                                    | REPEATABLE | ^^
            REVOKE SELECT ON *.* FROM a, b                              | ALTERS  | grants 'a' grants 'b'
            OPTIMIZE TABLE t                                            | REPEATABLE | ^^
            SET PASSWORD = 'x'                                          | REPEATABLE | ^^
            SET GLOBAL max_connections = 10                             | REPEATABLE | ^^
            RESET MASTER                                                | UNKNOWABLE | ^^
            SELECT 1 INTO OUTFILE '/tmp/x'                              | UNKNOWABLE | ^^
            (SELECT 1 INTO DUMPFILE '/tmp/x')                           | UNKNOWABLE | ^^
            WITH c AS (SELECT 1) SELECT * FROM c INTO OUTFILE '/tmp/x'  | UNKNOWABLE | ^^
            TABLE t INTO OUTFILE '/tmp/x'                               | UNKNOWABLE | ^^
            VALUES (1) INTO OUTFILE '/tmp/x'                            | UNKNOWABLE | ^^
            CREATE VECTOR INDEX i ON t (a)                              | ALTERS  | table `t`
            CREATE SPATIAL INDEX i ON t (a)                             | ALTERS  | table `t`
            CREATE SPATIAL REFERENCE SYSTEM IF NOT EXISTS 990001 NAME 'x' DEFINITION 'y' | CREATES | spatial_reference_system `990001`
            CREATE OR REPLACE SPATIAL REFERENCE SYSTEM 990001 NAME 'x' DEFINITION 'y' | CREATES | spatial_reference_system `990001`
            DROP SPATIAL REFERENCE SYSTEM IF EXISTS 990001              | DROPS   | spatial_reference_system `990001`
            SET STATEMENT lock_wait_timeout = 1 FOR ALTER TABLE t FORCE | ALTERS  | table `t`
            """)
    void selfCommitting(String sql, Effect effect, String targets) {
        Reading reading = read(sql, SqlSyntaxes.MARIADB);
        assertThat(reading.judgement().kind()).isEqualTo(StatementKind.SELF_COMMITTING);
        assertThat(reading.effect()).isEqualTo(effect);
        assertThat(reading.targets().stream().map(Target::key).collect(Collectors.joining(" ")))
                .isEqualTo(targets);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            INSERT INTO t VALUES ('CREATE TABLE x')     | TRANSACTIONAL
            REPLACE INTO t VALUES (1)                   | TRANSACTIONAL
            WITH c AS (SELECT 1) DELETE FROM t          | TRANSACTIONAL
            (SELECT 1)                                  | TRANSACTIONAL
            LOAD DATA LOCAL INFILE 'x' INTO TABLE t     | TRANSACTIONAL
            SAVEPOINT s                                 | TRANSACTIONAL
            CREATE TEMPORARY SEQUENCE s                 | REFUSED
            ROLLBACK TO SAVEPOINT s                     | TRANSACTIONAL
            CHECKSUM TABLE t                            | TRANSACTIONAL
            ANALYZE FORMAT=JSON SELECT 1                | TRANSACTIONAL
            ANALYZE (SELECT 1)                          | TRANSACTIONAL
            ANALYZE FORMAT=JSON UPDATE t SET a = 1      | REFUSED
            ANALYZE REPLACE INTO t VALUES (1)           | REFUSED
            ANALYZE LOCAL TABLE t                       | SELF_COMMITTING
            CALL p(1)                                   | OPAQUE
            EXECUTE s                                   | OPAQUE
            BEGIN NOT ATOMIC CREATE TABLE t (id INT); END | OPAQUE
            FROBNICATE t                                | OPAQUE
            SET @x = 1, foreign_key_checks = 0          | SESSION
            SELECT @@foreign_key_checks INTO @old       | SESSION
            SELECT @@SESSION.sql_notes, @@sql_mode INTO @a, @`b` | SESSION
            SELECT @old := @@foreign_key_checks         | SESSION
            SELECT @@foreign_key_checks                 | TRANSACTIONAL
            SELECT @@foreign_key_checks INTO x          | TRANSACTIONAL
            SELECT MAX(id) INTO @m FROM t               | TRANSACTIONAL
            SELECT @@GLOBAL.event_scheduler INTO @old   | TRANSACTIONAL
            SET NAMES utf8mb4 COLLATE utf8mb4_bin       | SESSION
            SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED | SESSION
            SET @old = @@character_set_client, character_set_client = utf8mb4 | SESSION
            CREATE TEMPORARY TABLE t (id INT)           | SESSION
            DROP TEMPORARY TABLE t                      | SESSION
            PREPARE s FROM 'SELECT 1'                   | SESSION
            BEGIN                                       | REFUSED
            BEGIN WORK                                  | REFUSED
            START TRANSACTION                           | REFUSED
            COMMIT                                      | REFUSED
            ROLLBACK                                    | REFUSED
            XA START 'x'                                | REFUSED
            LOCK TABLES t WRITE                         | REFUSED
            UNLOCK TABLES                               | REFUSED
            USE other                                   | REFUSED
            SET autocommit = 0                          | REFUSED
            SET @@session.autocommit = 0                | REFUSED
            SET @a = 1, @@autocommit := 0               | REFUSED
            SET NAMES latin1                            | REFUSED
            SET wsrep_OSU_method = 'RSU'                | REFUSED
            SET GLOBAL wsrep_OSU_method = RSU           | REFUSED
            SET @@SESSION.wsrep_OSU_method = 'TOI'      | SESSION
            SET SESSION wsrep_on = 0                    | REFUSED
            SET wsrep_on = @before                      | REFUSED
            SET wsrep_on = ON                           | SESSION_ALONE
            SET NAMES 'utf8'                            | REFUSED
            SET NAMES utf8mb4, autocommit = 0           | REFUSED
            SET time_zone = '+00:00', NAMES latin1      | REFUSED
            SET @a = 1, CHARACTER SET latin1            | REFUSED
            SET @a = 1, CHARSET utf8mb4, @b = 2         | SESSION
            SET NAMES utf8mb4 COLLATE utf8mb4_bin, sql_notes = 0 | SESSION
            SET NAMES utf8mb4, GLOBAL sort_buffer_size = 1 | REFUSED
            SET GLOBAL sort_buffer_size = 1, NAMES utf8mb4 | REFUSED
            SET @a = 1, ROLE NONE                       | SESSION
            SET ROLE a, b                               | SESSION
            SET @a = 1, PASSWORD = 'x'                  | REFUSED
            SET DEFAULT ROLE a, b TO u, v               | SELF_COMMITTING
            WITH c AS (SELECT 1) SELECT 'INTO OUTFILE' FROM c | TRANSACTIONAL
            SET character_set_client = cp850            | REFUSED
            SET TRANSACTION READ ONLY                   | REFUSED
            KILL 5                                      | REFUSED
            SELECT RELEASE_ALL_LOCKS()                  | REFUSED
            SET @@transaction_isolation = 'SERIALIZABLE' | REFUSED
            SET transaction_isolation = 'SERIALIZABLE'  | SESSION
            SET insert_id = 5                           | REFUSED
            SET gtid_next = 'AUTOMATIC'                 | SESSION_ALONE
            SET gtid_next = '3e11fa47-71ca-11e1-9e33-c80aa9429562:23' | REFUSED
            SET @@SESSION.SQL_LOG_BIN = 0               | SESSION_ALONE
            SET binlog_format = ROW                     | SESSION_ALONE
            SET SESSION require_row_format = ON         | REFUSED
            SET binlog_transaction_compression = ON     | SESSION_ALONE
            SET ROLE NONE                               | SESSION
            FLUSH TABLES WITH READ LOCK                 | REFUSED
            FLUSH LOCAL TABLES a, b WITH READ LOCK      | REFUSED
            FLUSH TABLE a FOR EXPORT                    | REFUSED
            FLUSH TABLES a WITH READ LOCK AND DISABLE CHECKPOINT | REFUSED
            FLUSH TABLES                                | SELF_COMMITTING
            FLUSH PRIVILEGES                            | SELF_COMMITTING
            LOCK INSTANCE FOR BACKUP                    | REFUSED
            UNLOCK INSTANCE                             | REFUSED
            LOCK TABLE t READ                           | REFUSED
            BACKUP STAGE START                          | REFUSED
            BACKUP LOCK t                               | REFUSED
            SET GLOBAL read_only = 1                    | REFUSED
            SET @@GLOBAL.super_read_only := ON          | REFUSED
            SET PERSIST offline_mode = TRUE             | REFUSED
            SET GLOBAL TRANSACTION READ ONLY            | REFUSED
            SET GLOBAL read_only = OFF                  | SELF_COMMITTING
            SET GLOBAL sort_buffer_size = 1, join_buffer_size = 1 | SELF_COMMITTING
            SET GLOBAL sort_buffer_size = 1, read_only = 1 | REFUSED
            SET GLOBAL sort_buffer_size = 1, SESSION sql_notes = 0 | REFUSED
            SET @@GLOBAL.sort_buffer_size = 1, sql_notes = 0 | REFUSED
            SET @old = @@GLOBAL.sort_buffer_size, GLOBAL sort_buffer_size = 1 | REFUSED
            SET GLOBAL TRANSACTION ISOLATION LEVEL READ COMMITTED | SELF_COMMITTING
            ALTER DATABASE d READ ONLY = 1              | REFUSED
            ALTER SCHEMA READ ONLY = DEFAULT            | SELF_COMMITTING
            PREPARE s FROM 'FLUSH TABLES WITH READ LOCK' | REFUSED
            EXECUTE IMMEDIATE 'LOCK TABLES t WRITE'     | REFUSED
            EXECUTE IMMEDIATE 'INSERT INTO t VALUES (1)' | OPAQUE
            DO release_all_locks()                      | REFUSED
            """)
    void others(String sql, StatementKind kind) {
        StatementKind read = read(sql, SqlSyntaxes.MARIADB).judgement().kind();
        assertThat(read).isEqualTo(kind);
    }

    @Test
    void refusesClientCommands() {
        SqlStatement source = new SqlStatement(1, "SOURCE x.sql", 1, 1, Optional.empty(), true);
        assertThat(StatementReader.read(source, SqlSyntaxes.MYSQL).judgement().kind())
                .isEqualTo(StatementKind.REFUSED);
    }

    /** The mysql client drops it (add_line in https://github.com/mysql/mysql-server/blob/8.0/client/mysql.cc). */
    @ParameterizedTest
    @MethodSource("scriptsWithABackslash")
    void aBackslashAtTheEndOfALineIsToBeLeftOut(String script) {
        for (SqlSyntax syntax : List.of(SqlSyntaxes.MYSQL, SqlSyntaxes.MARIADB)) {
            List<SqlStatement> statements = new ArrayList<>();
            new SqlSplitter(script, syntax, "test.sql", 1).forEachRemaining(statements::add);
            SqlStatement backslash = statements.stream()
                    .filter(SqlStatement::clientCommand)
                    .findFirst()
                    .orElseThrow();
            assertThat(backslash.line()).isEqualTo(3);
            assertThat(StatementReader.read(backslash, syntax).judgement())
                    .extracting(StatementClass::kind, StatementClass::reason)
                    .containsExactly(
                            StatementKind.REFUSED,
                            "Leave the backslash out: at the end of a line the mysql client drops it, and the server"
                                    + " does not know it.");
        }
    }

    static List<String> scriptsWithABackslash() {
        String body = "CREATE PROCEDURE p()\nBEGIN\nSET @a = 1; \\\nSET @b = 2;\nEND";
        return List.of(
                body + ";", body.replace("\n", "\r\n") + ";", "DELIMITER $$\n" + body.replace("()\n", "() ") + "$$");
    }

    @Test
    void readsNamesInDoubleQuotesWithAnsiQuotesSetByTheScript() {
        assertThat(read("DROP TABLE \"a\"\"b\"", SqlSyntaxes.MYSQL)
                        .targets()
                        .get(0)
                        .key())
                .isEqualTo("table `a\"b`");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            INSERT IGNORE INTO s.t (a) VALUES (1)                   | `s`.`t`
            REPLACE t SET a = 1                                     | `t`
            UPDATE LOW_PRIORITY a JOIN b ON a.x = b.x, c SET a.y = 1 WHERE a.x IN (SELECT x FROM d) | `a` `b` `c`
            DELETE FROM t WHERE a = 1                               | `t`
            DELETE a, b FROM x AS a INNER JOIN y AS b WHERE a.i = b.i | `a` `b` `x` `y`
            WITH c AS (SELECT * FROM d) UPDATE t SET a = 1          | `t`
            LOAD DATA INFILE 'x' INTO TABLE t                       | `t`
            UPDATE (SELECT o.c FROM orders o WHERE o.x > 1) o JOIN customers k ON k.id = o.c SET k.total = 1 | `customers`
            UPDATE ((SELECT 1 AS i) UNION (SELECT i FROM d WHERE i > 1)) o JOIN k ON k.i = o.i SET k.a = 1 | `k`
            UPDATE a JOIN b ON a.i = (SELECT MAX(i) FROM d WHERE i > 1) JOIN c ON c.i = b.i SET c.a = 1 | `a` `b` `c`
            UPDATE (a JOIN (b JOIN c ON c.i = b.i) ON a.i = b.i) SET a.x = 1 | `a` `b` `c`
            SET STATEMENT max_statement_time = 600 FOR INSERT INTO stats SELECT * FROM d | `stats`
            SET STATEMENT sort_buffer_size = 100000 FOR UPDATE a, b SET a.x = b.x | `a` `b`
            SET @x = 1                                              | ^^
            SELECT * FROM t                                         | ^^
            """)
    void writtenTables(String sql, String tables) {
        assertThat(WrittenTables.named(sql, SqlSyntaxes.MARIADB).stream()
                        .map(Name::sql)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(tables);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            INSERT INTO t VALUES (1); SET @id = LAST_INSERT_ID(); INSERT INTO u VALUES (@id); ALTER TABLE t FORCE    | 0
            INSERT INTO t VALUES (1); SET @id = LAST_INSERT_ID(); ALTER TABLE t FORCE; INSERT INTO u VALUES (@ID)    | 4
            SET @id = 7; ALTER TABLE t FORCE; INSERT INTO u VALUES (@id)                                             | 0
            SET @a = NOW(), @b = @a; ALTER TABLE t FORCE; DELETE FROM u WHERE x = @b                                 | 3
            SET @a = NOW(); ALTER TABLE t FORCE; SET @a = NOW(); DELETE FROM u WHERE x = @a                          | 0
            SELECT MAX(id) INTO @m FROM t; ALTER TABLE t FORCE; UPDATE u SET x = @m                                  | 3
            SELECT @m := MAX(id) FROM t; ALTER TABLE t FORCE; UPDATE u SET x = @m                                    | 3
            CALL p(@out); ALTER TABLE t FORCE; UPDATE u SET x = @out                                                 | 3
            CREATE TEMPORARY TABLE h (id INT); INSERT INTO h VALUES (1); CREATE TABLE k AS SELECT * FROM h           | 3
            CREATE TEMPORARY TABLE h (id INT); INSERT INTO u SELECT id FROM h; ALTER TABLE t FORCE; DROP TEMPORARY TABLE h | 0
            INSERT INTO t VALUES (1); ALTER TABLE t FORCE; INSERT INTO u VALUES (LAST_INSERT_ID())                   | 3
            ALTER TABLE t FORCE; INSERT INTO t VALUES (1); INSERT INTO u VALUES (LAST_INSERT_ID())                   | 0
            SET @q = (SELECT 'ALTER TABLE t FORCE'); PREPARE s FROM @q; EXECUTE s; DEALLOCATE PREPARE s; DROP TABLE u | 0
            SET @q = (SELECT a FROM t); PREPARE s FROM @q; DROP TABLE u; EXECUTE s                                   | 4
            SET @q = (SELECT 'DELETE FROM u' FROM DUAL); PREPARE s FROM @q; DROP TABLE v; EXECUTE s                  | 0
            SET @q = (TABLE t); DROP TABLE u; DELETE FROM v WHERE a = @q                                             | 3
            SET @q = `f`(1); DROP TABLE u; DELETE FROM v WHERE a = @q                                                | 3
            SET sql_mode = (SELECT REPLACE(@@sql_mode, 'ANSI', '')); DROP TABLE u                                    | 0
            SET @a = 1, timestamp = 86400; DROP TABLE u; DELETE FROM v WHERE a = @a                                  | 0
            SET @a = NOW(), timestamp = 86400; DELETE FROM v; DROP TABLE u                                           | 3
            SET time_zone = (SELECT z FROM zones); SET time_zone = '+00:00'; CALL p()                                | 3
            SET @z = NOW(); SET time_zone = @z; SET sql_log_bin = 0                                                  | 0
            SET @z = NOW(); SET time_zone = @z; DELETE FROM v; SET sql_log_bin = 0                                   | 4
            SET @a = NOW(); SET sql_log_bin = 0; DELETE FROM v WHERE a = @a                                          | 0
            SET @old = @@event_scheduler; SET GLOBAL event_scheduler = 0; DROP TABLE u; SET GLOBAL event_scheduler = @old | 4
            SELECT @@x INTO @o; SET @p = @o; SET GLOBAL y = 0; DROP TABLE u; SET GLOBAL y = @p; SET GLOBAL x = 1; DELETE FROM v WHERE a = @p | 7
            SET @old = @@x; SET GLOBAL x = 0; SET @old = @@x; DROP TABLE u; DELETE FROM v WHERE a = @old             | 0
            CREATE TABLE k AS SELECT @m := MAX(id) FROM t; DELETE FROM v WHERE a = @m                                | 2
            SET @a = NOW(); DELETE FROM u; SET sql_log_bin = 0; DELETE FROM v WHERE a = @a                           | 4
            SET @old = @@foreign_key_checks, foreign_key_checks = 0; DROP TABLE u; SET foreign_key_checks = @old     | 0
            SET @id = NEXT VALUE FOR s; ALTER TABLE t FORCE; INSERT INTO u VALUES (@id)                              | 3
            SET @id = PREVIOUS VALUE FOR s; ALTER TABLE t FORCE; INSERT INTO u VALUES (@id)                          | 3
            SET @id = s.nextval; ALTER TABLE t FORCE; INSERT INTO u VALUES (@id)                                     | 3
            SELECT MAX(id) INTO @m FROM t; PREPARE s FROM 'INSERT INTO u VALUES (@m)'; ALTER TABLE t ADD x INT; EXECUTE s | 4
            SELECT MAX(id) INTO @m FROM t; PREPARE s FROM 'INSERT INTO u VALUES (@m)'; EXECUTE s; ALTER TABLE t ADD x INT | 0
            SELECT MAX(id) INTO @m FROM t; ALTER TABLE t ADD x INT; EXECUTE IMMEDIATE 'INSERT INTO u VALUES (''it''''s'', @m)' | 3
            SELECT MAX(id) INTO @m FROM t; ALTER TABLE t ADD x INT; EXECUTE IMMEDIATE CONCAT('INSERT INTO u VALUES (\\'', @@hostname, '\\', @m)') | 3
            SELECT MAX(id) INTO @m FROM t; SET @q = 'INSERT INTO u VALUES (@m)', @r = @q; PREPARE s FROM @r; ALTER TABLE t ADD x INT; EXECUTE s | 5
            SELECT MAX(id) INTO @m FROM t; SELECT 'INSERT INTO u VALUES (@m)' INTO @q; EXECUTE IMMEDIATE @q; ALTER TABLE t ADD x INT; SET @q = 'DELETE FROM u'; EXECUTE IMMEDIATE @q | 0
            SELECT MAX(id) INTO @m FROM t; PREPARE s FROM 'INSERT INTO u VALUES (@m)'; ALTER TABLE t ADD x INT; SET @m = 5; EXECUTE s | 0
            EXECUTE IMMEDIATE 'SELECT MAX(id) INTO @m FROM t'; ALTER TABLE t ADD x INT; INSERT INTO u VALUES (@m)    | 3
            SELECT MAX(id) INTO @m FROM t; ALTER TABLE t ADD x INT; EXECUTE IMMEDIATE 'SELECT MIN(id) INTO @m FROM t'; INSERT INTO u VALUES (@m) | 0
            PREPARE s FROM 'INSERT INTO u VALUES (LAST_INSERT_ID())'; INSERT INTO t VALUES (1); ALTER TABLE t ADD x INT; EXECUTE s | 4
            SELECT MAX(id) INTO @m FROM t; SET @mail = 'it''s me@m'; ALTER TABLE t ADD x INT; INSERT INTO u VALUES (@mail) | 0
            SET @next = 1, @b = @next; ALTER TABLE t FORCE; INSERT INTO u (next, previous) VALUES (@next, @b)        | 0
            """)
    void refusesWhatAResumedRunWouldNotHave(String script, int refused) {
        refusesOnly(script, "; ", refused);
    }

    /** CREATE neither fills nor reads what a body names; what runs the body does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            CREATE TABLE s (n INT)$ CREATE TRIGGER ti AFTER INSERT ON l FOR EACH ROW BEGIN UPDATE s SET n = n + 1; IF ROW_COUNT() <= 0 THEN INSERT INTO s VALUES (1); END IF; END$ INSERT INTO l VALUES (1) | 0
            CREATE PROCEDURE p() SET @r = LAST_INSERT_ID()                                                          | 0
            CREATE OR REPLACE DEFINER=`a`@`h` FUNCTION f() RETURNS INT RETURN LAST_INSERT_ID()                      | 0
            EXECUTE IMMEDIATE 'CREATE TABLE t (i INT)'$ ALTER TABLE t FORCE$ EXECUTE IMMEDIATE 'CREATE PROCEDURE p() SET @r = ROW_COUNT()' | 0
            ALTER TABLE t FORCE$ PREPARE q FROM 'CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW SET @r = ROW_COUNT()' | 0
            ALTER TABLE t FORCE$ SET @q = 'CREATE PROCEDURE p() SET @r = ROW_COUNT()'$ PREPARE q FROM @q$ EXECUTE q$ CALL p() | 0
            ALTER TABLE t FORCE$ SET @q = 'CREATE PROCEDURE p() SET @r = ROW_COUNT()'$ EXECUTE IMMEDIATE @q$ ALTER TABLE t FORCE$ CALL p() | 5
            PREPARE q FROM 'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SET @r = ROW_COUNT()'$ EXECUTE q              | 0
            PREPARE q FROM 'CREATE PROCEDURE p() SET @r = ROW_COUNT()'$ ALTER TABLE t FORCE$ EXECUTE q$ ALTER TABLE t FORCE$ PREPARE q FROM @x$ EXECUTE q | 6
            ALTER TABLE t FORCE$ PREPARE q FROM 'INSERT INTO u VALUES (LAST_INSERT_ID())'                           | 2
            CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW BEGIN IF @js IS NULL THEN SELECT 1 INTO @js; END IF; END$ CREATE TRIGGER b BEFORE INSERT ON u FOR EACH ROW BEGIN IF @js IS NULL THEN SELECT 1 INTO @js; END IF; END$ INSERT INTO t VALUES (1)$ INSERT INTO u VALUES (1) | 0
            SELECT MAX(i) INTO @m FROM t$ CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO UPDATE t SET a = @m$ ALTER EVENT e DO SET @m = ROW_COUNT() | 0
            SELECT MAX(i) INTO @m FROM t$ CREATE EVENT e ON SCHEDULE AT @m DO UPDATE t SET a = 1                    | 2
            SELECT MAX(i) INTO @m FROM t$ ALTER EVENT e ON SCHEDULE EVERY @m DAY DO UPDATE t SET a = 1              | 2
            SELECT MAX(i) INTO @m FROM t$ CREATE PROCEDURE p() SELECT @m$ UPDATE u SET a = 1$ UPDATE u SET a = @m    | 4
            SELECT MAX(i) INTO @m FROM t$ CREATE PROCEDURE p() SELECT @m$ CALL p()                                  | 3
            SELECT MAX(i) INTO @m FROM t$ CREATE PROCEDURE p() SELECT @m$ CREATE PROCEDURE q() CALL p()$ CALL q()   | 4
            SELECT MAX(i) INTO @m FROM t$ CREATE PROCEDURE p() SELECT @m$ EXECUTE s                                 | 3
            SELECT MAX(i) INTO @m FROM t$ CREATE FUNCTION f() RETURNS INT RETURN @m$ INSERT INTO u SELECT f()       | 3
            SELECT MAX(i) INTO @m FROM t$ CREATE FUNCTION f() RETURNS INT RETURN @m$ CREATE TABLE k AS SELECT f()   | 3
            SELECT MAX(i) INTO @m FROM t$ CREATE FUNCTION f() RETURNS INT RETURN @m$ CREATE VIEW v AS SELECT f()$ SELECT * FROM v | 4
            SELECT MAX(i) INTO @m FROM t$ CREATE TRIGGER a BEFORE INSERT ON l FOR EACH ROW SET NEW.a = @m$ ALTER TABLE l FORCE$ SELECT 1 FROM l$ INSERT INTO l VALUES (1) | 5
            SELECT MAX(i) INTO @m FROM t$ CREATE TRIGGER a BEFORE INSERT ON l FOR EACH ROW SET NEW.a = @m$ RENAME TABLE l TO k, l2 TO l$ INSERT INTO k VALUES (1) | 4
            SELECT MAX(i) INTO @m FROM t$ CREATE TRIGGER a BEFORE INSERT ON l FOR EACH ROW SET NEW.a = @m$ ALTER TABLE l RENAME TO k$ INSERT INTO k VALUES (1) | 4
            SELECT MAX(i) INTO @m FROM t$ CREATE PROCEDURE body() SELECT @m$ CALL body()                             | 3
            CREATE PROCEDURE p() SELECT ROW_COUNT()$ SET @q = IF(1, 'CALL p()', 'CREATE PROCEDURE q() SELECT 1')$ EXECUTE IMMEDIATE @q | 3
            CREATE TEMPORARY TABLE h (i INT)$ INSERT INTO h VALUES (1)$ CREATE PROCEDURE p() INSERT INTO u SELECT i FROM h$ INSERT INTO u VALUES (2)$ CALL p() | 5
            CREATE PROCEDURE p() SET @r = LAST_INSERT_ID()$ CALL p()                                                | 2
            CREATE PROCEDURE p() SET @r = LAST_INSERT_ID()$ INSERT INTO t VALUES (1)$ CALL p()$ INSERT INTO u VALUES (@r)$ ALTER TABLE t FORCE$ INSERT INTO u VALUES (@r) | 6
            CREATE PROCEDURE p() BEGIN UPDATE s SET n = 1; INSERT INTO u VALUES (LAST_INSERT_ID()); END$ CALL p()   | 2
            CREATE PROCEDURE p() BEGIN INSERT INTO s VALUES (1); INSERT INTO u VALUES (LAST_INSERT_ID()); END$ CALL p() | 0
            CREATE PROCEDURE p() BEGIN UPDATE c SET n = LAST_INSERT_ID(n + 1); SELECT LAST_INSERT_ID(); END$ CALL p() | 0
            CREATE TRIGGER a AFTER INSERT ON l FOR EACH ROW BEGIN IF NEW.i > 1 THEN UPDATE s SET n = 1; END IF; SET @n = ROW_COUNT(); END$ INSERT INTO l VALUES (1) | 2
            CREATE PROCEDURE p() BEGIN IF 1 THEN SET @q = CONCAT('x', 1); PREPARE s FROM @q; EXECUTE s; END IF; END$ CALL p()$ ALTER TABLE t FORCE$ CALL p() | 0
            CREATE PROCEDURE p() BEGIN IF c THEN SET @q = 1; END IF; SELECT @q; END$ CALL p()$ ALTER TABLE t FORCE$ CALL p() | 4
            CREATE PROCEDURE p() BEGIN IF c THEN SET @q = 1; ELSE SELECT @q; END IF; END$ CALL p()$ ALTER TABLE t FORCE$ CALL p() | 4
            CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR NOT FOUND SET @q = 1; SELECT @q; END$ CALL p()$ ALTER TABLE t FORCE$ CALL p() | 4
            CREATE PROCEDURE p() BEGIN SET @q = CASE WHEN 1 THEN 2 ELSE 3 END, @z = 4; SELECT @q, @z; END$ CALL p()$ ALTER TABLE t FORCE$ CALL p() | 0
            CREATE PROCEDURE p() SET @n = @n + 1$ SET @n = 0$ CALL p()$ ALTER TABLE t FORCE$ CALL p()                | 5
            CREATE PROCEDURE p() CALL q(@out)$ CALL p()$ ALTER TABLE t FORCE$ SELECT @out                           | 4
            CREATE PROCEDURE p() BEGIN GET DIAGNOSTICS @c = ROW_COUNT; END$ CALL p()$ ALTER TABLE t FORCE$ SELECT @c | 4
            """)
    void bodiesAreReadWhereTheyRun(String script, int refused) {
        refusesOnly(script, "\\$ ", refused);
    }

    /** What the ledger sends between two statements would be counted. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            UPDATE t SET a = 1$ SET @n = ROW_COUNT()$ INSERT INTO l VALUES (@n)                     | 0
            SELECT SQL_CALC_FOUND_ROWS a FROM t LIMIT 1$ SET @n = FOUND_ROWS(), @m = row_count()    | 0
            UPDATE t SET a = 1$ SET @x = 1$ SET @n = ROW_COUNT()                                    | 0
            UPDATE t SET a = 1$ INSERT INTO l VALUES (row_count ( ))                                | 2
            UPDATE t SET a = 1$ SELECT ROW_COUNT() INTO @n                                          | 2
            SELECT SQL_CALC_FOUND_ROWS a FROM t LIMIT 1$ INSERT INTO l SELECT FOUND_ROWS()          | 2
            UPDATE t SET a = 1$ SET @n = ROW_COUNT(), sql_mode = ''                                 | 2
            UPDATE t SET a = 1$ SET STATEMENT sort_buffer_size = 100000 FOR INSERT INTO l VALUES (ROW_COUNT()) | 2
            CALL p()$ SET @n = ROW_COUNT()                                                          | 2
            UPDATE t SET a = 1$ CALL p(ROW_COUNT())                                                 | 2
            PREPARE s FROM 'UPDATE t SET a = 1'$ EXECUTE s$ SET @n = ROW_COUNT()                    | 3
            UPDATE t SET a = 1$ EXECUTE IMMEDIATE 'SET @n = ROW_COUNT()'                            | 2
            SET @q = 'INSERT INTO l VALUES (ROW_COUNT())'$ UPDATE t SET a = 1$ PREPARE s FROM @q    | 3
            SET @n = ROW_COUNT()                                                                    | 1
            EXECUTE IMMEDIATE 'BEGIN NOT ATOMIC UPDATE t SET a = 1; INSERT INTO l VALUES (ROW_COUNT()); END' | 0
            BEGIN NOT ATOMIC UPDATE t SET a = 1; INSERT INTO l VALUES (ROW_COUNT()); END            | 0
            CREATE TABLE l (row_count INT)$ INSERT INTO l (row_count) VALUES ('ROW_COUNT()')        | 0
            """)
    void countsAreAskedForWhereTheyAreRight(String script, int refused) {
        refusesOnly(script, "\\$ ", refused);
    }

    @Test
    void nothingCountsWithAMarkAfterEachStatement() {
        Carried carried = new Carried(true);
        for (String sql : List.of("UPDATE t SET a = 1", "SET @n = ROW_COUNT()")) {
            SqlStatement statement = new SqlStatement(sql.startsWith("SET") ? 2 : 1, sql, 1, 1, Optional.empty());
            Reading reading = StatementReader.read(statement, SqlSyntaxes.MYSQL);
            assertThat(carried.next(statement, reading, SqlSyntaxes.MYSQL).map(StatementClass::reason))
                    .isEqualTo(
                            sql.startsWith("UPDATE")
                                    ? Optional.empty()
                                    : Optional.of("ROW_COUNT() answers for the statement before it, which may be the "
                                            + "ledger's own here. Write SET @n = ROW_COUNT() directly behind the INSERT, "
                                            + "UPDATE or DELETE that is counted, not behind a CALL or an EXECUTE, and use "
                                            + "@n. And leave '-- ledger: transaction=none' out."));
        }
    }

    @Test
    void aRefusalNamesTheProgramThatReads() {
        Optional<StatementClass> refusal =
                refusesOnly("CREATE PROCEDURE keeps() SET @r = LAST_INSERT_ID()$ CALL keeps()", "\\$ ", 2);
        assertThat(refusal.orElseThrow().reason())
                .startsWith("LAST_INSERT_ID(), which the procedure keeps reads, was filled before a statement");
    }

    @Test
    void theRefusalToDropATemporaryTableSaysHow() {
        Optional<StatementClass> refusal = refusesOnly(
                "CREATE TEMPORARY TABLE h (i INT); INSERT INTO u SELECT i FROM h; DROP TABLE IF EXISTS k, h", "; ", 3);
        assertThat(refusal.orElseThrow().reason())
                .isEqualTo("`h` is a temporary table: write DROP TEMPORARY TABLE `h`, which commits nothing.");
    }

    private static Optional<StatementClass> refusesOnly(String script, String delimiter, int refused) {
        Carried carried = new Carried(false);
        Optional<StatementClass> refusal = Optional.empty();
        int number = 0;
        for (String sql : script.split(delimiter)) {
            number++;
            SqlStatement statement = new SqlStatement(number, sql, 1, 1, Optional.empty());
            Reading reading = StatementReader.read(statement, SqlSyntaxes.MARIADB);
            Optional<StatementClass> judged = carried.next(statement, reading, SqlSyntaxes.MARIADB);
            assertThat(judged.isPresent()).as("statement %s: %s", number, sql).isEqualTo(number == refused);
            refusal = refusal.or(() -> judged);
        }
        return refusal;
    }

    @Test
    void knowsTheServersByTheirVersions() {
        assertThat(List.of(Server.of("5.5.5-10.6.18-MariaDB-log"), Server.of("11.4.5-MariaDB"), Server.of("8.0.12")))
                .extracting(Server::product, Server::number, Server::ownVersion)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("MariaDB", 10_06_18, "10.6.18-MariaDB-log"),
                        org.assertj.core.groups.Tuple.tuple("MariaDB", 11_04_05, "11.4.5-MariaDB"),
                        org.assertj.core.groups.Tuple.tuple("MySQL", 8_00_12, "8.0.12"));
    }

    private static Reading read(String sql, SqlSyntax syntax) {
        return StatementReader.read(new SqlStatement(1, sql, 1, 1, Optional.empty()), syntax);
    }
}
