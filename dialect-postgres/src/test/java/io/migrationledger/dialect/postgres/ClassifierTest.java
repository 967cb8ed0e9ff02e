package io.migrationledger.dialect.postgres;

import static io.migrationledger.spi.StatementKind.OPAQUE;
import static io.migrationledger.spi.StatementKind.REFUSED;
import static io.migrationledger.spi.StatementKind.SELF_COMMITTING;
import static io.migrationledger.spi.StatementKind.SESSION;
import static io.migrationledger.spi.StatementKind.SESSION_ALONE;
import static io.migrationledger.spi.StatementKind.TRANSACTIONAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlSplitter;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxes;
import java.io.StringReader;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which statements run in the migration's transaction, and which do not. Case, comments and line breaks hide nothing. */
class ClassifierTest {
    private static final Map<StatementKind, String> TABLE = Map.of(
            SELF_COMMITTING, """
            CREATE INDEX CONCURRENTLY i ON t (a)
            create unique index concurrently if not exists i on t (a)
            CREATE/**/INDEX -- x\\n CONCURRENTLY ON t (a)
            CREATE INDEX /* CONCURRENTLY? */ concurrently i ON ONLY s."t" (lower(a))
            DROP INDEX CONCURRENTLY i
            drop index concurrently if exists s.i
            REINDEX INDEX CONCURRENTLY i
            REINDEX TABLE t
            REINDEX (VERBOSE, CONCURRENTLY) TABLE t
            REINDEX SCHEMA public
            REINDEX DATABASE
            REINDEX SYSTEM d
            VACUUM
            VACUUM (FULL, ANALYZE) t
            /* hidden */ vacuum t
            CLUSTER
            CLUSTER t USING i
            ALTER SYSTEM SET work_mem = '5MB'
            ALTER SYSTEM RESET ALL
            CREATE DATABASE d
            DROP DATABASE IF EXISTS d WITH (FORCE)
            CREATE TABLESPACE s LOCATION '/x'
            DROP TABLESPACE s
            ALTER DATABASE d SET TABLESPACE s
            ALTER TABLE p DETACH PARTITION q CONCURRENTLY
            ALTER TABLE IF EXISTS ONLY a.p DETACH PARTITION b."q" CONCURRENTLY
            CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p
            DROP SUBSCRIPTION s
            ALTER SUBSCRIPTION s REFRESH PUBLICATION
            ALTER SUBSCRIPTION s SET PUBLICATION p
            ALTER SUBSCRIPTION s ADD PUBLICATION p
            ALTER SUBSCRIPTION s SET (failover = true)
            ALTER TYPE mood ADD VALUE 'x'
            ALTER TYPE s."Mood" ADD VALUE IF NOT EXISTS 'x' BEFORE 'y'""",
            SESSION_ALONE, """
            DISCARD ALL
            discard /* x */ all""",
            TRANSACTIONAL, """
            CREATE INDEX i ON t (a)
            CREATE INDEX "concurrently" ON t (a)
            CREATE TABLE concurrently_used (a integer)
            CREATE TABLE t (a text DEFAULT 'CREATE INDEX CONCURRENTLY')
            DROP INDEX i
            REFRESH MATERIALIZED VIEW CONCURRENTLY v
            ALTER TABLE p DETACH PARTITION q
            ALTER TABLE p DETACH PARTITION q FINALIZE
            ALTER TABLE t ADD COLUMN concurrently_seen boolean
            ALTER DATABASE d SET work_mem = '5MB'
            ALTER DATABASE d RENAME TO e
            ALTER TYPE mood RENAME VALUE 'x' TO 'y'
            ALTER TYPE t ADD ATTRIBUTE value integer
            ALTER SUBSCRIPTION s DISABLE
            ALTER SUBSCRIPTION s OWNER TO x
            ANALYZE t
            INSERT INTO t VALUES ('COMMIT')
            SAVEPOINT a
            RELEASE SAVEPOINT a
            ROLLBACK TO a
            rollback transaction to savepoint a
            SET TRANSACTION ISOLATION LEVEL SERIALIZABLE
            SET CONSTRAINTS ALL DEFERRED
            SELECT set_config('a.b', 'c', false), f()
            SELECT set_config('a.b', 'c', false), f() AS set_config
            SELECT set_config('a.b', c, false) FROM t
            SELECT set_config('a.b', c, false) x FROM t
            SELECT set_config('a.b', 'c', false) INTO x
            CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$
            CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC SELECT 1; END
            COPY t FROM '/tmp/x'
            LOCK TABLE t
            NOTIFY x
            WITH x AS (SELECT 1) SELECT * FROM x
            EXECUTE p""",
            SESSION, """
            SET search_path = a
            SET LOCAL work_mem = '5MB'
            SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE
            SET ROLE x
            RESET ALL
            SELECT pg_catalog.set_config('search_path', '', false)
            SELECT set_config('a.b', 'c', false), pg_catalog.set_config('a.d', 'e', false)
            SELECT set_config('a.b', 'c', false) AS x, set_config('a.d', 'e', false) "y z"
            SET standard_conforming_strings = on
            SET client_encoding = 'UTF8'
            SET datestyle = 'ISO, DMY'
            PREPARE p AS SELECT 1
            DEALLOCATE ALL
            LISTEN x
            LOAD 'x'
            DISCARD TEMP""",
            OPAQUE, """
            CALL p()
            DO $$ BEGIN NULL; END $$
            /* x */ do language plpgsql 'begin null; end'""",
            REFUSED, """
            BEGIN
            begin work
            START TRANSACTION
            COMMIT
            COMMIT AND CHAIN
            END
            ABORT
            ROLLBACK
            ROLLBACK WORK
            /* x */ commit
            PREPARE TRANSACTION 'x'
            COMMIT PREPARED 'x'
            ROLLBACK PREPARED 'x'
            COPY t TO STDOUT
            SET standard_conforming_strings = off
            SET TRANSACTION READ ONLY
            SET LOCAL transaction_read_only = on
            SET client_encoding TO 'LATIN1'
            SET NAMES 'LATIN1'
            SET datestyle = 'German'
            SELECT pg_advisory_unlock_all()
            \\i other.sql
            \\connect other
            \\copy t FROM x
            \\set AUTOCOMMIT off""");

    static Stream<Arguments> statements() {
        return TABLE.entrySet().stream()
                .flatMap(entry -> entry.getValue().lines().map(line -> Arguments.of(entry.getKey(), line)));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void kindOf(StatementKind kind, String line) {
        StatementClass judged = classify(line.replace("\\n", "\n"));
        assertThat(judged.kind()).isEqualTo(kind);
        assertThat(judged.reason().isEmpty()).isEqualTo(kind == TRANSACTIONAL || kind == SESSION);
    }

    @Test
    void copyWithItsDataTakesPartInTheTransaction() {
        assertThat(classify("COPY t FROM stdin;\n1\n\\.\n").kind()).isEqualTo(TRANSACTIONAL);
    }

    @Test
    void alsoTheEndOfALongStatementCounts() {
        String sets = "set_config('a.b', 'c', false), ".repeat(20);
        assertThat(classify("SELECT " + sets + "set_config('a.b', 'c', false)").kind())
                .isEqualTo(SESSION);
        assertThat(classify("SELECT " + sets + "f()").kind()).isEqualTo(TRANSACTIONAL);
    }

    @Test
    void aRefusalSaysWhatToWriteInstead() {
        assertThat(classify("\\copy t FROM x").reason()).contains("COPY … FROM stdin;");
        assertThat(classify("BEGIN").reason()).contains("transaction=none");
    }

    private static StatementClass classify(String text) {
        SqlStatement statement = new SqlSplitter(new StringReader(text), SqlSyntaxes.POSTGRESQL, "test", 1).next();
        return new PostgresClassifier(SqlSyntaxes.POSTGRESQL).classify(statement);
    }
}
