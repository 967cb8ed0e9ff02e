package io.migrationledger.dialect.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A schema by chance. */
final class RandomSchema {
    private static final List<String> TYPES = List.of(
            "INTEGER",
            "INTEGER NOT NULL",
            "INTEGER DEFAULT 5",
            "VARCHAR(20)",
            "TEXT NOT NULL DEFAULT 'it''s'",
            "TEXT COLLATE NOCASE",
            "NUMERIC(8,2) CHECK (id <> 7)",
            "DATE DEFAULT CURRENT_DATE",
            "INTEGER GENERATED ALWAYS AS (id * 2) STORED",
            "INTEGER AS (id + 1)",
            "BLOB UNIQUE",
            "");
    private static final List<String> ACTIONS =
            List.of("", " ON DELETE CASCADE", " ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED");

    private final Random random;
    private final List<String> statements = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();

    private RandomSchema(Random random) {
        this.random = random;
    }

    /** Returns the statements that build it. */
    static List<String> of(Random random) {
        RandomSchema schema = new RandomSchema(random);
        List.of("t0", "t1", "Order").forEach(schema::table);
        schema.views();
        return schema.statements;
    }

    private boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void table(String name) {
        if (once(5)) {
            return;
        }
        tables.add(name);
        String quoted = '"' + name + '"';
        boolean counted = once(4);
        List<String> lines = new ArrayList<>(List.of(
                counted
                        ? "id INTEGER PRIMARY KEY AUTOINCREMENT"
                        : "id " + one(List.of("INTEGER", "BIGINT NOT NULL")) + " PRIMARY KEY"));
        List<String> columns = new ArrayList<>(List.of("id"));
        for (String column : List.of("a", "b", "c d")) {
            if (!once(4)) {
                columns.add(column);
                lines.add(('"' + column + "\" " + one(TYPES)).strip());
            }
        }
        lines.add("ref BIGINT" + (once(2) ? " REFERENCES \"" + one(tables) + "\" (id)" + one(ACTIONS) : ""));
        if (once(2)) {
            lines.add("CONSTRAINT \"" + name + "_c\" CHECK (id > " + random.nextInt(3) + ")");
        }
        if (once(3)) {
            lines.add("UNIQUE (\"" + one(columns) + "\", ref)");
        }
        String options = counted ? one(List.of("", " STRICT")) : one(List.of("", "", " WITHOUT ROWID"));
        boolean strict = options.equals(" STRICT");
        statements.add(
                "CREATE TABLE " + quoted + " (" + String.join(", ", strict ? strict(lines) : lines) + ")" + options);
        if (once(2)) {
            statements.add("CREATE " + one(List.of("", "UNIQUE ")) + "INDEX \"" + name + "_i\" ON " + quoted + " (\""
                    + one(columns) + "\"" + one(List.of("", " DESC", " COLLATE NOCASE")) + ")"
                    + one(List.of("", " WHERE id > 3")));
        }
        if (once(3)) {
            statements.add("CREATE TRIGGER \"" + name + "_t\" "
                    + one(List.of("BEFORE INSERT", "AFTER UPDATE OF \"" + one(columns) + "\"", "AFTER DELETE")) + " ON "
                    + quoted + " BEGIN SELECT " + random.nextInt(3) + "; END");
        }
    }

    /** A strict table knows few types. */
    private static List<String> strict(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceFirst("VARCHAR\\(20\\)|DATE(?= DEFAULT)", "TEXT")
                        .replaceFirst("NUMERIC\\(8,2\\)", "REAL")
                        .replaceFirst("BIGINT", "INTEGER")
                        .replaceFirst("^(\"[^\"]+\")$", "$1 ANY"))
                .toList();
    }

    private void views() {
        String last = "";
        for (String view : List.of("z", "y")) {
            if (!tables.isEmpty() && !once(3)) {
                String from = last.isEmpty() || once(2) ? one(tables) : last;
                statements.add(
                        "CREATE VIEW " + view + " AS SELECT id" + one(List.of("", ", ref")) + " FROM \"" + from + "\"");
                last = statements.get(statements.size() - 1).contains(", ref FROM") ? view : last;
            }
        }
    }
}
