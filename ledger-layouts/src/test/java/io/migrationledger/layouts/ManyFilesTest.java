package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.Plan;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.migration.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A directory of 700 migrations, each with an up and a down file for each of four databases: 5600 files. */
class ManyFilesTest {
    private static final int MIGRATIONS = 700;

    /** How often each file was opened. */
    private final Map<String, Integer> opened = new TreeMap<>();

    private LayoutFile file(String name, String text) {
        return new LayoutFile(name, new SqlScript() {
            @Override
            public String location() {
                return name;
            }

            @Override
            public InputStream open() {
                opened.merge(name, 1, Integer::sum);
                return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /**
     * Makes the files.
     *
     * @param up what stands behind a migration's name for a database, as a format
     */
    private List<LayoutFile> files(List<String> databases, String up, String down) {
        List<LayoutFile> files = new ArrayList<>();
        for (int i = 1; i <= MIGRATIONS; i++) {
            String name = String.format("2020%010d_step", i);
            for (String database : databases) {
                files.add(file(name + String.format(down, database), "DROP TABLE t" + i + ";\n"));
                files.add(file(
                        name + String.format(up, database), "CREATE TABLE t" + i + " (a INT); -- " + database + "\n"));
            }
        }
        return files;
    }

    private void plans(String product, List<LayoutFile> files, String up, String down) {
        Plan plan = Migrator.withoutDatabase(product)
                .source(Migrations.files(MigrationId.DEFAULT_NAMESPACE, "many", files))
                .build()
                .plan(MigrateOptions.ALL);

        assertThat(plan.notes()).containsExactly("no database was asked: this is what would run on an empty one");
        assertThat(plan.migrations()).hasSize(MIGRATIONS).allSatisfy(planned -> {
            assertThat(planned.migration().location()).endsWith(up);
            assertThat(planned.migration().down().orElseThrow().location()).endsWith(down);
        });
        Map<String, Integer> others = new TreeMap<>(opened);
        others.keySet().removeIf(name -> name.endsWith(up) || name.endsWith(down));
        assertThat(others.size())
                .as("of the others the first alone, for the mark of a tool: %s", others)
                .isLessThanOrEqualTo(1);
        others.keySet().forEach(opened::remove);
        assertThat(opened).as("those for this database").hasSize(2 * MIGRATIONS);
        // For the checksum and the head, and statement by statement; the first file for a mark, too.
        assertThat(opened.values()).filteredOn(times -> times > 2).hasSizeLessThanOrEqualTo(1);
        assertThat(opened.values()).allMatch(times -> times <= 3);
    }

    /** pop's names: the database stands before the direction. */
    @ParameterizedTest
    @CsvSource({"sqlite, sqlite3", "postgres, postgres", "mysql, mysql", "mariadb, mysql"})
    void popsNamesPlanForEachDatabaseWithoutAWarning(String product, String database) {
        plans(
                product,
                files(List.of("cockroach", "mysql", "postgres", "sqlite3"), ".%s.up.sql", ".%s.down.sql"),
                "." + database + ".up.sql",
                "." + database + ".down.sql");
    }

    /** The ledger's own names: variants for a database. */
    @ParameterizedTest
    @CsvSource({"sqlite, sqlite", "postgres, postgres", "mysql, mysql", "mariadb, mariadb"})
    void ownNamesPlanForEachDatabaseWithoutAWarning(String product, String database) {
        plans(
                product,
                files(List.of("mariadb", "mysql", "postgres", "sqlite"), ".%s.sql", ".down.%s.sql"),
                "_step." + database + ".sql",
                ".down." + database + ".sql");
    }
}
