package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport;
import io.migrationledger.layouts.convert.Conversion;
import io.migrationledger.migration.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory of each tool, converted: what is in effect stays so, and a new database becomes the same (CV-2). */
class ConversionTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

    /** Prisma and Drizzle have none; Flyway's callback after the run leaves rows that nothing takes back. */
    private static final Set<String> WITHOUT_WAY_BACK = Set.of("prisma", "drizzle", "drizzle-folders", "flyway");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "golang-migrate",
                "pop",
                "diesel",
                "goose",
                "dbmate",
                "prisma",
                "drizzle",
                "drizzle-folders",
                "sqitch",
                "sqitch-conf",
                "liquibase",
                "flyway"
            })
    void whatIsInEffectStaysSo(String folder) throws IOException {
        Path before = withoutConflicts(FIXTURES.resolve(folder).resolve("migrations"));
        Path after = directory.resolve("migrations");
        Sqlite built = new Sqlite(directory.resolve("built.db"));
        int count = migrator(built, before).migrate().completed().size();
        List<String> contents = built.contents();

        Conversion.of(Migrations.directory(before)).write(after);

        Migrator migrator = migrator(built, after);
        assertThat(migrator.validate()).isEmpty();
        assertThat(migrator.migrate().completed())
                .as("but for what runs in every run")
                .allMatch(done -> done.description().equals("callback of Flyway"));
        assertThat(migrator.ledger().verify().isIntact()).isTrue();
        assertThat(migrator.status().lines())
                .isNotEmpty()
                .filteredOn(line -> !line.id().value().equals("afterMigrate")) // which is always to run again
                .allMatch(line -> line.standing() == StatusReport.Standing.APPLIED);

        Sqlite anew = new Sqlite(directory.resolve("anew.db"));
        assertThat(migrator(anew, after).migrate().completed()).hasSize(count);
        assertThat(anew.contents()).isEqualTo(contents);

        if (!WITHOUT_WAY_BACK.contains(folder)) {
            migrator.rollback(RollbackOptions.steps(count));
            migrator(anew, before).rollback(RollbackOptions.steps(count));
            assertThat(built.contents()).isEmpty();
            assertThat(anew.contents()).as("rolled back by the old files").isEmpty();
        }
    }

    /** Returns a directory without what a conversion refuses, in a copy where there is any. */
    private Path withoutConflicts(Path original) throws IOException {
        Path plan = original.resolve("sqitch.plan");
        if (!Files.exists(plan)) {
            return original;
        }
        Path copy = directory.resolve("without");
        try (Stream<Path> paths = Files.walk(original)) {
            for (Path path : paths.toList()) {
                Files.copy(path, copy.resolve(original.relativize(path).toString()));
            }
        }
        Files.writeString(copy.resolve("sqitch.plan"), Files.readString(plan).replace(" !old:legacy", ""));
        return copy;
    }

    private static Migrator migrator(Sqlite database, Path directory) {
        return Migrator.of(database.url(), new Properties())
                .source(Migrations.directory(directory))
                .placeholder("domain", "example.org")
                .build();
    }
}
