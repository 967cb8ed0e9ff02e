package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.Verdict;
import io.migrationledger.sql.SqlSyntax;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogProbeTest {
    private static final Set<String> KINDS = Set.of("TABLE", "VIEW", "INDEX", "SEQUENCE", "DOMAIN", "SCHEMA");

    private H2 h2;
    private CatalogProbe probe;

    @BeforeEach
    void open() throws SQLException {
        h2 = new H2("probe");
        probe = new CatalogProbe(
                h2.sql,
                kind -> CatalogView.standard(kind, "INDEXES"),
                Set.of("GRANT", "COMMENT"),
                Set.of("LAST_MODIFICATION", "ROW_COUNT_ESTIMATE"),
                Set.of("BASE_VALUE"));
        h2.sql.execute("CREATE TABLE t (id INT PRIMARY KEY, note VARCHAR)");
        h2.sql.execute("CREATE SEQUENCE s");
    }

    @AfterEach
    void close() throws SQLException {
        h2.close();
    }

    @Test
    void whatHasNotRunAndWhatHasAreToldApart() throws SQLException {
        for (String sql : List.of(
                "CREATE TABLE u (id INT)",
                "CREATE INDEX i ON t (note)",
                "CREATE VIEW v AS SELECT id FROM t",
                "CREATE DOMAIN d AS INT",
                "CREATE SCHEMA other",
                "CREATE SEQUENCE other.s",
                "ALTER TABLE t ADD COLUMN more INT",
                "ALTER TABLE u RENAME TO w",
                "DROP VIEW v",
                "DROP TABLE IF EXISTS w, absent",
                "DROP SCHEMA other CASCADE")) {
            String before = probe.fingerprint(ddl(sql));
            assertThat(probe.verdict(ddl(sql), before)).as(sql).isEqualTo(new Verdict.DidNotHappen());
            h2.sql.execute(sql);
            assertThat(probe.verdict(ddl(sql), before)).as(sql).isEqualTo(new Verdict.Happened());
        }
    }

    @Test
    void aNameWithoutASchemaIsLookedUpInTheSchemaThatTheDatabaseCallsCurrent() throws SQLException {
        h2.sql.execute("CREATE SCHEMA other");
        CatalogProbe there = probe.withCurrentSchema("'OTHER'");
        String before = there.fingerprint(ddl("CREATE TABLE u (id INT)"));

        h2.sql.execute("CREATE TABLE u (id INT)");
        assertThat(there.fingerprint(ddl("CREATE TABLE u (id INT)"))).isEqualTo(before);
        h2.sql.execute("CREATE TABLE other.u (id INT)");
        assertThat(there.fingerprint(ddl("CREATE TABLE u (id INT)"))).isNotEqualTo(before);
    }

    @Test
    void rowsAndKeysChangeNoFingerprint() throws SQLException {
        String table = probe.fingerprint(ddl("ALTER TABLE t ADD x INT"));
        String sequence = probe.fingerprint(ddl("ALTER SEQUENCE s CACHE 7"));
        h2.sql.execute("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        h2.sql.execute("SELECT NEXT VALUE FOR s");
        assertThat(probe.fingerprint(ddl("ALTER TABLE t ADD x INT"))).isEqualTo(table);
        assertThat(probe.fingerprint(ddl("ALTER SEQUENCE s CACHE 7"))).isEqualTo(sequence);
    }

    @Test
    void aRestartIsUndecidedWhereTheSequenceHasMoved() throws SQLException {
        DdlStatement restart = ddl("ALTER SEQUENCE s RESTART WITH 7");
        String before = probe.fingerprint(restart);
        assertThat(probe.verdict(restart, before)).isEqualTo(new Verdict.DidNotHappen());
        h2.sql.execute("SELECT NEXT VALUE FOR s");
        assertThat(probe.verdict(restart, before)).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void theSameNameElsewhereIsAnotherObject() throws SQLException {
        h2.sql.execute("CREATE SCHEMA other");
        DdlStatement here = ddl("CREATE TABLE u (id INT)");
        DdlStatement there = ddl("CREATE TABLE other.u (id INT)");
        String before = probe.fingerprint(here);
        h2.sql.execute("CREATE TABLE other.u (id INT)");
        assertThat(probe.fingerprint(here)).isEqualTo(before);
        assertThat(probe.fingerprint(there)).isNotEqualTo(before);
    }

    @Test
    void aTableWithRowsIsNotTakenForWhole() throws SQLException {
        for (String sql : List.of("CREATE TABLE u AS SELECT * FROM t", "CREATE TABLE w AS VALUES (1, 2)")) {
            String before = probe.fingerprint(ddl(sql));
            h2.sql.execute(sql);
            assertThat(probe.verdict(ddl(sql), before)).as(sql).isInstanceOf(Verdict.Undecided.class);
        }
    }

    @Test
    void whatVanishedMeanwhileIsUndecidedAndThereIsAQueryToLookWith() throws SQLException {
        DdlStatement alter = ddl("ALTER TABLE \"T\" ADD x INT");
        String before = probe.fingerprint(alter);
        h2.sql.execute("DROP TABLE t");
        assertThat(probe.verdict(alter, before)).isInstanceOfSatisfying(Verdict.Undecided.class, undecided -> {
            assertThat(undecided.query())
                    .isEqualTo("SELECT * FROM INFORMATION_SCHEMA.TABLES WHERE UPPER(TABLE_NAME) = UPPER('T')");
            assertThat(undecided.reason()).contains("has changed");
        });
        assertThat(probe.verdict(ddl("DROP TABLE s.t, u"), before)).isEqualTo(new Verdict.Happened());
    }

    @Test
    void aQuoteInANameDoesNotBreakTheQuery() throws SQLException {
        DdlStatement create = ddl("CREATE TABLE \"o'clock\" AS SELECT 1 AS x");
        String before = probe.fingerprint(create);
        h2.sql.execute("CREATE TABLE \"o'clock\" AS SELECT 1 AS x");
        Verdict.Undecided undecided = (Verdict.Undecided) probe.verdict(create, before);
        assertThat(h2.sql.named(undecided.query())).hasSize(1);
    }

    @Test
    void verbsWhoseEffectDoesNotShowMayBeRepeated() throws SQLException {
        assertThat(probe.verdict(ddl("GRANT SELECT ON t TO PUBLIC"), ""))
                .isEqualTo(new Verdict.Repeatable("GRANT does the same the second time"));
        assertThat(probe.verdict(ddl("ANALYZE"), "absent")).isInstanceOf(Verdict.Undecided.class);
    }

    private static DdlStatement ddl(String sql) {
        return DdlStatement.of(sql, SqlSyntax.standard("H2"), KINDS);
    }
}
