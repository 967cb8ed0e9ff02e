package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script can do to the ledger's own table. */
class OwnTableTest {
    @TempDir
    Path directory;

    private List<Problem> problems(List<String> scripts) {
        SqliteProject project = new SqliteProject(directory);
        int number = 1;
        for (String script : scripts) {
            project.script("%04d_x.sql".formatted(number++), script);
        }
        return project.migrator().validate();
    }

    @Test
    void isRefusedWhereItCanBeRead() {
        List<String> refused = List.of(
                "DROP TABLE migration_ledger;",
                "DROP TABLE IF EXISTS main.[Migration_Ledger];",
                "DROP TABLE 'migration_ledger';",
                "DROP TRIGGER migration_ledger_no_update;",
                "DROP INDEX main.migration_ledger_namespace;",
                "ALTER TABLE migration_ledger ADD COLUMN x;",
                "ALTER TABLE `migration_ledger` RENAME TO old;",
                "INSERT OR REPLACE INTO migration_ledger VALUES (1);",
                "REPLACE INTO migration_ledger VALUES (1);",
                "UPDATE OR IGNORE \"migration_ledger\" SET done = 1;",
                "DELETE FROM migration_ledger;",
                "WITH x AS (SELECT 1) INSERT INTO main.migration_ledger SELECT * FROM x;",
                "CREATE TRIGGER t BEFORE INSERT ON migration_ledger BEGIN SELECT RAISE(IGNORE); END;",
                "CREATE UNIQUE INDEX i ON migration_ledger (hash);",
                "CREATE TABLE IF NOT EXISTS migration_ledger (id);",
                "DROP TABLE migration_ledger_scripts;",
                "DROP TRIGGER migration_ledger_scripts_no_update;",
                "ALTER TABLE \"migration_ledger_scripts\" RENAME TO old;",
                "INSERT INTO main.migration_ledger_scripts VALUES ('a', 'b');",
                "DELETE FROM migration_ledger_scripts WHERE hash = 'a';",
                "CREATE TABLE migration_ledger_scripts (id);");
        assertThat(problems(refused))
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.REFUSED_STATEMENT))
                .hasSize(refused.size());
    }

    @Test
    void whatReadsItOrIsAnothersIsNotRefused() {
        assertThat(problems(List.of(
                        "CREATE TABLE report AS SELECT * FROM migration_ledger;",
                        "INSERT INTO report SELECT * FROM migration_ledger;",
                        "CREATE VIEW history AS SELECT * FROM migration_ledger;",
                        "INSERT INTO notes VALUES ('DROP TABLE migration_ledger');",
                        "DROP TABLE migration_ledger_notes;",
                        "CREATE TABLE copies AS SELECT * FROM migration_ledger_scripts;",
                        "UPDATE t SET n = (SELECT max(sequence) FROM migration_ledger);")))
                .extracting(Problem::what)
                .isEmpty();
    }
}
