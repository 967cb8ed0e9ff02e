package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.Plan;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.Findings;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.migration.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A directory of 700 migrations, each with an up and a down file for four databases. */
class ManyFilesTest {
    private static final int MIGRATIONS = 700;
    private static final Map<String, String> FILES = files();

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 1; i <= MIGRATIONS; i++) {
            for (String dialect : List.of("cockroach", "mysql", "postgres", "sqlite3")) {
                String name = String.format("2020%010d_step.%s", i, dialect);
                files.put(name + ".down.sql", "DROP TABLE t" + i + ";\n");
                files.put(name + ".up.sql", "CREATE TABLE t" + i + " (a INT); -- " + dialect + "\n");
            }
        }
        return files;
    }

    @ParameterizedTest
    @CsvSource({"sqlite, sqlite3", "postgres, postgres", "mysql, mysql", "mariadb, mysql"})
    void plansForEachDatabaseWithoutAWarning(String product, String suffix) {
        Plan plan = Migrator.withoutDatabase(product)
                .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, FILES))
                .build()
                .plan(MigrateOptions.ALL);

        assertThat(plan.notes()).containsExactly("no database was asked: this is what would run on an empty one");
        assertThat(plan.migrations()).hasSize(MIGRATIONS).allSatisfy(planned -> {
            assertThat(planned.migration().location()).endsWith("." + suffix + ".up.sql");
            assertThat(planned.migration().down().orElseThrow().location()).endsWith("." + suffix + ".down.sql");
        });
    }

    @Test
    void choosingTheFilesOpensNone() {
        AtomicInteger opened = new AtomicInteger();
        List<LayoutFile> files = new ArrayList<>();
        FILES.forEach((name, text) -> files.add(new LayoutFile(name, new SqlScript() {
            @Override
            public String location() {
                return name;
            }

            @Override
            public InputStream open() {
                opened.incrementAndGet();
                return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }
        })));
        DirectoryListing listing = DirectoryListing.of("many", files);
        PopLayout layout = new PopLayout();

        assertThat(layout.recognise(listing)).isPresent();
        List<LayoutMigration> migrations =
                layout.read(listing, new LayoutContext("main", List.of("sqlite", "sqlite3"), new Findings() {
                    @Override
                    public void problem(io.migrationledger.Problem problem) {
                        throw new AssertionError(problem.what());
                    }

                    @Override
                    public void note(String text) {
                        throw new AssertionError(text);
                    }

                    @Override
                    public void notRun(MigrationId id, String location) {
                        throw new AssertionError(location);
                    }
                }));
        assertThat(migrations).hasSize(MIGRATIONS);
        assertThat(opened).hasValue(0);
    }
}
