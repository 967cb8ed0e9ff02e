package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a script can do to the ledger's own table. */
class OwnTableTest extends PostgresTest {

    @Test
    void isRefusedWhereItCanBeRead() throws Exception {
        String[] refused = {
            "DROP TABLE migration_ledger;",
            "drop table if exists other, public . MIGRATION_LEDGER cascade;",
            "DROP /* comment */ TABLE \"migration_ledger\";",
            "DROP TRIGGER append_only ON migration_ledger;",
            "DROP FUNCTION migration_ledger_append_only CASCADE;",
            "DROP SCHEMA public CASCADE;",
            "DROP SCHEMA IF EXISTS other, \"public\";",
            "ALTER SCHEMA public RENAME TO old;",
            "ALTER TABLE migration_ledger RENAME TO old;",
            "ALTER TABLE ONLY public.migration_ledger SET SCHEMA other;",
            "ALTER TABLE migration_ledger DISABLE TRIGGER ALL;",
            "ALTER TRIGGER append_only ON migration_ledger RENAME TO x;",
            "TRUNCATE other, migration_ledger;",
            "INSERT INTO public.migration_ledger SELECT * FROM other;",
            "UPDATE ONLY migration_ledger AS l SET done = 1;",
            "DELETE FROM migration_ledger USING other WHERE true;",
            "MERGE INTO migration_ledger USING other ON false WHEN NOT MATCHED THEN DO NOTHING;",
            "WITH gone AS (DELETE FROM migration_ledger RETURNING *) SELECT * FROM gone;",
            "EXPLAIN ANALYZE INSERT INTO migration_ledger VALUES (1);",
            "CREATE TRIGGER t BEFORE INSERT ON migration_ledger FOR EACH ROW EXECUTE FUNCTION f();",
            "CREATE OR REPLACE RULE r AS ON INSERT TO migration_ledger DO INSTEAD NOTHING;",
            "CREATE POLICY p ON migration_ledger;",
            "CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY public.migration_ledger (hash);",
            "CREATE TABLE migration_ledger (id int);",
            "CREATE TABLE child () INHERITS (migration_ledger);",
            "CREATE OR REPLACE FUNCTION migration_ledger_append_only() RETURNS trigger AS 'x' LANGUAGE plpgsql;",
            "COPY migration_ledger FROM stdin;\n\\.",
        };
        assertThat(migrator(refused).build().validate())
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.REFUSED_STATEMENT))
                .hasSize(refused.length);
        LedgerException error = catchThrowableOfType(
                LedgerException.class,
                () -> migrator("CREATE TABLE t (); DROP TABLE migration_ledger;")
                        .build()
                        .migrate());
        assertThat(error.what()).contains("0001_number_1.sql:1: DROP TABLE migration_ledger must not stand");
        assertThat(query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).isEmpty();
    }

    @Test
    void whatReadsItOrIsAnothersIsNotRefused() {
        assertThat(migrator(
                                "CREATE TABLE report AS SELECT * FROM migration_ledger;",
                                "INSERT INTO report SELECT * FROM migration_ledger;",
                                "UPDATE t SET n = l.done FROM migration_ledger l WHERE l.sequence = t.n;",
                                "DELETE FROM t USING migration_ledger l WHERE l.sequence = t.n;",
                                "CREATE VIEW history AS SELECT * FROM migration_ledger;",
                                "GRANT SELECT ON migration_ledger TO PUBLIC;",
                                "COPY migration_ledger TO '/tmp/x';",
                                "SELECT 'DROP TABLE migration_ledger';",
                                "INSERT INTO notes VALUES ('INSERT INTO migration_ledger');",
                                "DROP TABLE other.migration_ledger;",
                                "DROP TABLE migration_ledger_notes, migration_ledgers;",
                                "DROP SCHEMA other CASCADE; DROP DATABASE public;",
                                "ALTER SCHEMA public OWNER TO CURRENT_USER;",
                                "DROP VIEW public;")
                        .build()
                        .validate())
                .extracting(Problem::what)
                .isEmpty();
    }

    @Test
    void theTableOfTheOptionsCounts() throws Exception {
        Migrator.Builder builder = migrator(
                        "DROP TABLE apart.\"My Ledger\";",
                        "DROP TABLE migration_ledger;",
                        "DROP SCHEMA public;",
                        "DROP SCHEMA apart;")
                .schema("apart")
                .table("My Ledger");
        List<String> problems =
                builder.build().validate().stream().map(Problem::what).toList();
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0)).contains("DROP TABLE apart");
        assertThat(problems.get(1)).contains("DROP SCHEMA apart");
    }
}
