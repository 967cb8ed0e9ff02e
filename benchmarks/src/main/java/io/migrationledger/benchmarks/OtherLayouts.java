package io.migrationledger.benchmarks;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.benchmarks.Scripts.Directory;
import io.migrationledger.benchmarks.Turns.Cost;
import io.migrationledger.migration.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long the ledger takes to plan a directory with files for several databases, of another tool or its own. */
final class OtherLayouts {
    static final int MIGRATIONS = 700;

    /** Whose names the files have. */
    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
    enum Names {
        POP(".%s.up.sql", ".%s.down.sql", "cockroach", "mysql", "postgres", "sqlite3"),
        OWN(".%s.sql", ".down.%s.sql", "mariadb", "mysql", "postgres", "sqlite");

        private final String up;
        private final String down;
        private final List<String> variants;

        Names(String up, String down, String... variants) {
            this.up = up;
            this.down = down;
            this.variants = List.of(variants);
        }
    }

    private OtherLayouts() {}

    /** Returns a directory: an up and a down file of each migration for each of four databases. */
    static Directory write(Names names) throws IOException {
        Directory directory = Directory.temporary();
        for (int number = 1; number <= MIGRATIONS; number++) {
            String name = String.format(Locale.ROOT, "2020%010d_step", number);
            for (String variant : names.variants) {
                Files.writeString(
                        directory.path().resolve(name + String.format(Locale.ROOT, names.down, variant)),
                        "DROP TABLE t" + number + ";\n");
                Files.writeString(
                        directory.path().resolve(name + String.format(Locale.ROOT, names.up, variant)),
                        "CREATE TABLE t" + number + " (a INT);\n");
            }
        }
        return directory;
    }

    /** Returns the cost of one plan without a database, after one that only warms up. */
    static Cost plan(String product, Directory scripts, int rounds) throws Exception {
        Migrator migrator = Migrator.withoutDatabase(product)
                .source(Migrations.directory(scripts.path()))
                .build();
        List<Cost> costs = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            Cost cost = Cost.of(() -> {
                int planned = migrator.plan(MigrateOptions.ALL).migrations().size();
                if (planned != MIGRATIONS) {
                    throw new IllegalStateException(planned + " migrations instead of " + MIGRATIONS);
                }
            });
            if (round >= 0) {
                costs.add(cost);
            }
        }
        return new Cost(
                Turns.median(costs.stream().mapToDouble(Cost::wall).toArray()),
                Turns.median(costs.stream().mapToDouble(Cost::processor).toArray()));
    }
}
