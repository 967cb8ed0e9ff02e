package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DdlStatementTest {
    private static final Set<String> KINDS =
            Set.of("TABLE", "VIEW", "INDEX", "KEY", "SEQUENCE", "TRIGGER", "SCHEMA", "USER");

    @Test
    void verbKindAndNamesAreRead() {
        assertThat(shown("create table t (a INT)")).isEqualTo("CREATE TABLE t");
        assertThat(shown("CREATE LOCAL TEMPORARY TABLE IF NOT EXISTS s.t (a INT)"))
                .isEqualTo("CREATE TABLE s/t");
        assertThat(shown("CREATE OR REPLACE FORCE VIEW v AS SELECT * FROM t")).isEqualTo("CREATE VIEW v");
        assertThat(shown("ALTER TABLE t ADD CONSTRAINT x CHECK (a > 1)")).isEqualTo("ALTER TABLE t");
        assertThat(shown("ALTER TABLE IF EXISTS ONLY t RENAME TO u")).isEqualTo("ALTER TABLE t");
        assertThat(shown("ALTER SEQUENCE s RESTART WITH 7")).isEqualTo("ALTER SEQUENCE s");
        assertThat(shown("DROP SCHEMA other CASCADE")).isEqualTo("DROP SCHEMA other");
    }

    @Test
    void severalNamesAreReadAndOfThreePartsTheLastTwo() {
        assertThat(shown("DROP TABLE IF EXISTS a, b.c, d.e.f CASCADE")).isEqualTo("DROP TABLE a b/c e/f");
    }

    @Test
    void quotesAndCommentsMisleadNobody() {
        assertThat(shown("/* DROP VIEW x */ drop -- INDEX y\n TABLE \"a\"\"b\".\"TABLE c\", \"d,e\""))
                .isEqualTo("DROP TABLE a\"b/TABLE c d,e");
        assertThat(shown("COMMENT ON \"TABLE\" IS 'TABLE t'")).isEqualTo("COMMENT  ");
    }

    @Test
    void anIndexOrATriggerIsReadAsItsTableWhereItIsCreated() {
        assertThat(shown("CREATE UNIQUE INDEX IF NOT EXISTS s.i ON s.t (a, b)")).isEqualTo("CREATE TABLE s/t");
        assertThat(shown("CREATE INDEX ON ONLY t (a)")).isEqualTo("CREATE TABLE t");
        assertThat(shown("CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW CALL \"x\""))
                .isEqualTo("CREATE TABLE t");
        assertThat(shown("ALTER INDEX i RENAME TO j")).isEqualTo("ALTER INDEX i");
        assertThat(shown("DROP TRIGGER g")).isEqualTo("DROP TRIGGER g");
    }

    @Test
    void whatNamesNoKnownKindNamesNothing() {
        assertThat(shown("ANALYZE")).isEqualTo("ANALYZE  ");
        assertThat(shown("CREATE DOMAIN d AS INT")).isEqualTo("CREATE  ");
        assertThat(shown("CREATE INDEX i")).isEqualTo("CREATE TABLE ");
        assertThat(shown("DROP TABLE")).isEqualTo("DROP TABLE ");
        assertThat(shown("DROP TABLE a,")).as("cut off").isEqualTo("DROP TABLE a");
        assertThat(shown("DROP TABLE 'x'")).isEqualTo("DROP TABLE ");
        assertThat(shown("-- nothing")).isEqualTo("  ");
    }

    @Test
    void wordsAreThoseWithoutQuotes() {
        assertThat(read("alter table t \"RESTART\" 'with' 7").words()).containsExactlyInAnyOrder("ALTER", "TABLE", "T");
    }

    @Test
    void aTextThatEndsInsideAnIdentifierIsRefused() {
        assertThatThrownBy(() -> read("DROP TABLE \"t")).isInstanceOf(SqlSyntaxException.class);
    }

    private static DdlStatement read(String statement) {
        return DdlStatement.of(statement, SqlSyntax.standard("standard"), KINDS);
    }

    private static String shown(String text) {
        DdlStatement statement = read(text);
        return statement.verb() + " " + statement.kind() + " "
                + statement.names().stream()
                        .map(name -> name.schema().isEmpty() ? name.name() : name.schema() + "/" + name.name())
                        .collect(Collectors.joining(" "));
    }
}
