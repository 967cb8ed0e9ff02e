package io.migrationledger.benchmarks;

import io.migrationledger.Ledger;
import io.migrationledger.Migrator;
import io.migrationledger.benchmarks.Turns.Cost;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.schema.declared.DeclaredSchema;
import io.migrationledger.schema.dump.SchemaDump;
import io.migrationledger.schema.generate.GeneratedScripts;
import io.migrationledger.schema.generate.SchemaGeneration;
import java.sql.Connection;
import java.util.Map;

/** A schema as large as that of a real application: what it takes to read it, to write it out and to compare it. */
final class LargeSchema {
    static final int TABLES = 300;
    private static final int COLUMNS = 12;
    private static final int MORE = 30;

    private LargeSchema() {}

    /** Returns the statements: each table refers to the one before it, and has two indexes. */
    static String statements(int withOneColumnMore) {
        StringBuilder text = new StringBuilder();
        for (int table = 1; table <= TABLES; table++) {
            String name = "things_" + table;
            text.append("CREATE TABLE ").append(name).append(" (\n  id INTEGER NOT NULL PRIMARY KEY");
            for (int column = 1; column <= COLUMNS; column++) {
                text.append(",\n  value_")
                        .append(column)
                        .append(column % 3 == 0 ? " INTEGER NOT NULL DEFAULT 0" : " VARCHAR(80)");
            }
            text.append(",\n  before_id INTEGER");
            if (table <= withOneColumnMore) {
                text.append(",\n  one_more VARCHAR(20)");
            }
            if (table > 1) {
                text.append(",\n  CONSTRAINT ")
                        .append(name)
                        .append("_before FOREIGN KEY (before_id) REFERENCES things_")
                        .append(table - 1)
                        .append(" (id)");
            }
            text.append("\n);\nCREATE INDEX ")
                    .append(name)
                    .append("_a ON ")
                    .append(name)
                    .append(" (value_1);\n");
            text.append("CREATE UNIQUE INDEX ")
                    .append(name)
                    .append("_b ON ")
                    .append(name)
                    .append(" (value_2, id);\n");
        }
        return text.toString();
    }

    private static Migrator migrator(Connection connection) {
        return Migrator.of(connection)
                .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, Map.of("0001_all.sql", statements(0))))
                .build();
    }

    static void build(Place place) throws Exception {
        try (Connection connection = place.connect()) {
            migrator(connection).migrate();
        }
    }

    /** Reads it. */
    static void read(Place place) throws Exception {
        try (Connection connection = place.connect()) {
            expect(TABLES, Ledger.of(connection).snapshot().tables().size());
        }
    }

    /** Writes it out. */
    static void dump(Place place) throws Exception {
        try (Connection connection = place.connect()) {
            expect(0, SchemaDump.of(Ledger.of(connection)).unwritten().size());
        }
    }

    /** Compares it with one that has a column more in some tables, both built anew, and tries the difference. */
    static void generate(Place place) {
        String scratch = place.kind() == Place.Kind.SQLITE ? "jdbc:sqlite:" : place.url();
        GeneratedScripts scripts = SchemaGeneration.on(scratch, place.login(), LargeSchema::migrator)
                .to(DeclaredSchema.sql("schema.sql", Map.of("schema.sql", statements(MORE))));
        expect(MORE, scripts.up().statements().size());
    }

    static String row(Databases engine, int rounds) throws Exception {
        try (Databases.Fresh fresh = engine.fresh()) {
            build(fresh.place());
            String trips = "";
            if (engine.isServer()) {
                try (CountingProxy proxy = new CountingProxy(fresh.place())) {
                    read(proxy.place());
                    trips = String.valueOf(proxy.trips());
                }
            }
            return "| " + engine + " | " + trips + " | " + milliseconds(rounds, () -> read(fresh.place())) + " | "
                    + milliseconds(rounds, () -> dump(fresh.place())) + " | "
                    + milliseconds(rounds, () -> generate(fresh.place())) + " |";
        }
    }

    private static String milliseconds(int rounds, Turns.Work work) throws Exception {
        work.run();
        double[] walls = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            walls[round] = Cost.of(work).wall();
        }
        return String.valueOf(Math.round(Turns.median(walls)));
    }

    private static void expect(int expected, int found) {
        if (found != expected) {
            throw new IllegalStateException(found + " instead of " + expected);
        }
    }
}
