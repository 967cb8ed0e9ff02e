package io.migrationledger.conformance.run;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Small schemas in standard SQL, between which a writer has to find its way. They go by their places in this list. */
public final class SmallSchemas {
    private static final int COUNT = 5;

    /** From the first to the second nothing is lost. */
    public static final int[][] ADDING = {{0, 1}, {1, 2}, {1, 3}, {0, 4}};

    /** From the first to the second a table or a column goes, or a column may not be NULL any more. */
    public static final int[][] LOSING = {{1, 0}, {2, 1}, {3, 1}, {1, 4}};

    /** A way on which the rows of the table {@code kit} stay, from schema 1 on. */
    public static final int[] ROWS_STAY = {2, 3, 1, 4, 2, 4, 3, 4, 1};

    private SmallSchemas() {}

    /** Returns what builds one of them in an empty database. */
    public static List<String> statements(ConformanceFixture fixture, int which) {
        String kit = fixture.createTable("kit");
        return switch (which) {
            case 0 -> List.of();
            case 1 -> List.of(kit);
            case 2 ->
                List.of(
                        kit,
                        "ALTER TABLE kit ADD COLUMN more INTEGER",
                        "ALTER TABLE kit ADD COLUMN other INTEGER DEFAULT 5",
                        "CREATE INDEX kit_note ON kit (note)",
                        "CREATE INDEX kit_both ON kit (id, other)");
            case 3 ->
                List.of(
                        kit,
                        "CREATE TABLE a_part (id INTEGER NOT NULL PRIMARY KEY, whole INTEGER, CONSTRAINT a_part_once"
                                + " UNIQUE (whole), CONSTRAINT a_part_whole FOREIGN KEY (whole) REFERENCES kit (id))",
                        "CREATE VIEW z_view AS SELECT id, note FROM kit",
                        "CREATE VIEW a_view AS SELECT id FROM z_view");
            case 4 ->
                List.of(
                        "CREATE TABLE kit (id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(300) NOT NULL)",
                        "CREATE UNIQUE INDEX kit_note ON kit (note, id)");
            default -> throw new IllegalArgumentException("there is no schema " + which);
        };
    }

    /** Returns the snapshots of all of them. */
    public static List<Snapshot> read(ConformanceFixture fixture) throws Exception {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int which = 0; which < COUNT; which++) {
            try (ConformanceKit kit = new ConformanceKit(fixture)) {
                for (String sql : statements(fixture, which)) {
                    kit.execute(sql);
                }
                snapshots.add(kit.ledger().snapshot());
            }
        }
        return Collections.unmodifiableList(snapshots);
    }

    /** Returns a way that begins at the empty schema and goes from each to each other: the next stops. */
    public static List<Integer> everyWay() {
        List<Integer> way = new ArrayList<>();
        for (int from = 0; from < COUNT; from++) {
            for (int to = from + 1; to < COUNT; to++) {
                way.add(to);
                way.add(from);
            }
            if (from + 1 < COUNT) {
                way.add(from + 1);
            }
        }
        return way;
    }

    /** Returns statements as a script has them. */
    public static String text(SchemaScript script) {
        return text(script.statements());
    }

    /** Returns statements as a script has them. */
    public static String text(List<SchemaStatement> statements) {
        StringBuilder text = new StringBuilder();
        if (statements.stream().anyMatch(SchemaStatement::alone)) {
            text.append("-- ledger: transaction=none\n");
        }
        for (SchemaStatement statement : statements) {
            text.append(statement.sql().strip()).append(";\n");
        }
        return text.toString();
    }
}
