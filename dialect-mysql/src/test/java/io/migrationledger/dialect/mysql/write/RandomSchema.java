package io.migrationledger.dialect.mysql.write;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A schema by chance, of what all servers have. */
final class RandomSchema {
    private static final List<String> TYPES = List.of(
            "INT",
            "INT NOT NULL",
            "BIGINT UNSIGNED",
            "VARCHAR(20)",
            "VARCHAR(30) NOT NULL DEFAULT 'x'",
            "VARCHAR(20) COLLATE utf8mb4_bin",
            "DECIMAL(8,2) DEFAULT '1.50'",
            "DATE",
            "ENUM('a','b')",
            "ENUM('b','c')",
            "CHAR(4) CHARACTER SET latin1",
            "DATETIME DEFAULT CURRENT_TIMESTAMP",
            "INT COMMENT 'it''s'",
            "INT AS (id + 1) STORED",
            "INT AS (id + 2) VIRTUAL",
            "INT AS (id + 3) VIRTUAL");
    private static final List<String> RULES =
            List.of("", " ON DELETE CASCADE", " ON DELETE SET NULL ON UPDATE CASCADE");

    private final Random random;
    private final List<String> statements = new ArrayList<>();
    private final List<String> foreignKeys = new ArrayList<>();

    private RandomSchema(Random random) {
        this.random = random;
    }

    /** Returns its statements, each ended by a semicolon and a line's end. */
    static String of(Random random) {
        RandomSchema schema = new RandomSchema(random);
        schema.write();
        return schema.statements.stream().collect(Collectors.joining(";\n"));
    }

    private boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void write() {
        String id = one(List.of("INT", "BIGINT"));
        List<String> tables = new ArrayList<>();
        for (String name : List.of("t0", "t1", "t2")) {
            if (!once(4)) {
                tables.add(name);
            }
        }
        tables.forEach(name -> table(name, id, tables));
        statements.addAll(foreignKeys);
        if (once(2)) {
            statements.add("CREATE TABLE parts (a INT NOT NULL, b INT) "
                    + one(List.of(
                            "",
                            "PARTITION BY HASH (a) PARTITIONS " + (2 + random.nextInt(3)),
                            "PARTITION BY RANGE (a) (" + bounds("VALUES LESS THAN (", "0)") + ")",
                            "PARTITION BY LIST (a) (" + bounds("VALUES IN (", ")") + ")")));
        }
        for (String table : tables) {
            if (once(3)) {
                statements.add("CREATE VIEW " + one(List.of("v0", "v1")) + table + " AS SELECT id FROM " + table);
            }
            for (String name : List.of("r0", "r1")) {
                if (once(3)) {
                    statements.add("CREATE TRIGGER " + name + table + " BEFORE INSERT ON " + table
                            + " FOR EACH ROW SET @x = " + random.nextInt(3));
                }
            }
        }
        if (once(2)) {
            statements.add("CREATE FUNCTION f(x INT) RETURNS INT DETERMINISTIC RETURN x + " + random.nextInt(3));
        }
    }

    private String bounds(String before, String after) {
        List<String> parts = new ArrayList<>();
        for (int i = 1; i < 5; i++) {
            if (!once(3) || parts.isEmpty() && i == 4) {
                parts.add("PARTITION p" + i + " " + before + i + after);
            }
        }
        return String.join(", ", parts);
    }

    private void table(String name, String id, List<String> tables) {
        List<String> columns = new ArrayList<>();
        List<String> indexed = new ArrayList<>();
        columns.add("id " + id + " NOT NULL");
        for (String column : List.of("a", "b", "c", "d", "e")) {
            if (!once(3)) {
                columns.add(column + " " + one(TYPES));
                indexed.add(column);
            }
        }
        for (String other : tables) {
            if (once(3)) {
                columns.add("ref_" + other + " " + id);
                foreignKeys.add("ALTER TABLE " + name + " ADD CONSTRAINT " + name + "_" + other + " FOREIGN KEY (ref_"
                        + other + ") REFERENCES " + other + " (id)" + one(RULES));
                if (once(2)) {
                    indexed.add("ref_" + other);
                }
            }
        }
        Collections.shuffle(columns, random);
        columns.add("PRIMARY KEY (id)");
        for (String index : List.of("i0", "i1", "i2")) {
            if (!indexed.isEmpty() && once(2)) {
                Collections.shuffle(indexed, random);
                columns.add(one(List.of("KEY ", "UNIQUE KEY ")) + index + " ("
                        + String.join(", ", indexed.subList(0, 1 + random.nextInt(Math.min(2, indexed.size())))) + ")");
            }
        }
        statements.add("CREATE TABLE " + name + " (" + String.join(", ", columns) + ")"
                + one(List.of("", " COLLATE utf8mb4_bin", " COLLATE utf8mb4_general_ci"))
                + one(List.of("", " ROW_FORMAT = COMPACT", " COMMENT = 'a'")));
    }
}
