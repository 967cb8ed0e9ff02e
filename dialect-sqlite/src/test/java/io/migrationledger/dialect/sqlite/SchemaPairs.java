package io.migrationledger.dialect.sqlite;

import java.util.ArrayList;
import java.util.List;

/** Small schemas that differ in one thing each; every pair is tried in both directions. */
final class SchemaPairs {
    /**
     * Two schemas.
     *
     * @param name what differs
     * @param one statements that make the first
     * @param other statements that make the second
     */
    record Pair(String name, List<String> one, List<String> other) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String PARENT = "CREATE TABLE parent (id INTEGER PRIMARY KEY, code TEXT UNIQUE)";
    private static final String T = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INT)";
    private static final String VIEW = "CREATE VIEW v AS SELECT a, b FROM t WHERE b > 1";
    private static final String TRIGGER =
            "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET b = 'x;y' WHERE id = new.id; END";

    private final List<Pair> pairs = new ArrayList<>();

    private SchemaPairs() {}

    static List<Pair> all() {
        SchemaPairs all = new SchemaPairs();
        all.columns();
        all.constraints();
        all.tables();
        all.indexes();
        all.viewsAndTriggers();
        all.virtualTables();
        all.together();
        return all.pairs;
    }

    private void pair(String name, List<String> one, List<String> other) {
        pairs.add(new Pair(name, one, other));
    }

    /** Two bodies of one table. */
    private void bodies(String name, String one, String other) {
        pair(name, List.of("CREATE TABLE t " + one), List.of("CREATE TABLE t " + other));
    }

    private void columns() {
        bodies("a column", "(id INTEGER PRIMARY KEY)", "(id INTEGER PRIMARY KEY, a TEXT)");
        bodies("a column without a type", "(id INT)", "(id INT, a)");
        bodies("a column in the middle", "(a INT, c INT)", "(a INT, b INT, c INT)");
        bodies("the order of columns", "(a INT, b INT)", "(b INT, a INT)");
        bodies("a type", "(a INT, b VARCHAR(20))", "(a INT, b VARCHAR(40))");
        bodies("a type of several words", "(a INT)", "(a UNSIGNED BIG INT, b DECIMAL(10, 5))");
        bodies("no NULL", "(a INT)", "(a INT NOT NULL)");
        bodies("a column without NULL", "(a INT)", "(a INT, b INT NOT NULL DEFAULT 7)");
        bodies("a column without NULL and default", "(a INT)", "(a INT, b INT NOT NULL)");
        bodies("a default", "(a INT DEFAULT 1)", "(a INT DEFAULT -1)");
        bodies("a default of text", "(a TEXT)", "(a TEXT DEFAULT 'it''s; (so')");
        bodies("a column with a default that is computed", "(a INT)", "(a INT, b TEXT DEFAULT CURRENT_TIMESTAMP)");
        bodies("a default expression", "(a INT)", "(a INT, b TEXT DEFAULT (lower('X')))");
        bodies("a default of NULL", "(a INT)", "(a INT, b TEXT DEFAULT NULL)");
        bodies("a default of a blob", "(a INT)", "(a INT, b BLOB DEFAULT x'00ff')");
        bodies("a named default", "(a INT DEFAULT 1)", "(a INT CONSTRAINT one DEFAULT 1)");
        bodies("a named NOT NULL", "(a INT NOT NULL)", "(a INT CONSTRAINT filled NOT NULL ON CONFLICT IGNORE)");
        bodies("a collation", "(a TEXT)", "(a TEXT COLLATE NOCASE)");
        bodies("a column with a collation", "(a TEXT)", "(a TEXT, b TEXT COLLATE RTRIM)");
        bodies("a virtual generated column", "(a INT)", "(a INT, b INT GENERATED ALWAYS AS (a * 2))");
        bodies("a stored generated column", "(a INT)", "(a INT, b INT AS (a * 2) STORED)");
        bodies("a generated column that was ordinary", "(a INT, b INT)", "(a INT, b INT AS (a + 1) STORED)");
        bodies("another type under a generated column", "(a INT, b INT AS (a + 1))", "(a TEXT, b INT AS (a + 1))");
        bodies("a column and what is generated from it", "(a INT, b INT AS (a + 1), c INT)", "(c INT)");
        bodies("a column behind what is generated from it", "(b INT AS (a + 1) STORED, a INT, c INT)", "(c INT)");
        bodies("an expression", "(a INT, b INT AS (a + 1))", "(a INT, b INT AS (a + 2))");
        bodies("a name of another case", "(a INT, b TEXT)", "(a INT, B TEXT)");
        bodies("names in quotes", "(\"a b\" INT, [order] TEXT)", "(\"a b\" INT, [order] TEXT, `x\"y` INT)");
        bodies("a name that is no ASCII", "(\"größe\" INT)", "(\"größe\" INT, \"naïve col\" TEXT)");
        bodies(
                "a column that another expression uses",
                "(a INT, b INT, c INT AS (b + 1))",
                "(a INT, c INT AS (a + 1))");
        bodies("a column in a check", "(a INT, b INT, CHECK (a < b))", "(a INT)");
    }

    private void constraints() {
        bodies("a primary key", "(a INT, b INT)", "(a INT PRIMARY KEY, b INT)");
        bodies("a primary key of two", "(a INT PRIMARY KEY, b INT)", "(a INT, b INT, PRIMARY KEY (a, b))");
        bodies("a direction in a key", "(a INT, b INT, PRIMARY KEY (a, b))", "(a INT, b INT, PRIMARY KEY (a DESC, b))");
        bodies("a direction at a number", "(id INTEGER, PRIMARY KEY (id DESC))", "(id INTEGER PRIMARY KEY DESC)");
        bodies("a direction at a text", "(id TEXT, PRIMARY KEY (id DESC))", "(id TEXT, a INT, PRIMARY KEY (id DESC))");
        bodies(
                "a direction at a number that never comes again",
                "(id INTEGER, PRIMARY KEY (id DESC AUTOINCREMENT))",
                "(id INTEGER, a INT, b INT NOT NULL, PRIMARY KEY (id DESC AUTOINCREMENT))");
        bodies("a named key", "(a INT PRIMARY KEY)", "(a INT CONSTRAINT k PRIMARY KEY ON CONFLICT REPLACE)");
        bodies("numbers that never come again", "(id INTEGER PRIMARY KEY)", "(id INTEGER PRIMARY KEY AUTOINCREMENT)");
        bodies("a number in a table's constraint", "(a INT)", "(id INTEGER, a INT, PRIMARY KEY (id AUTOINCREMENT))");
        bodies("a unique column", "(a INT)", "(a INT UNIQUE)");
        bodies("a unique column that is new", "(a INT)", "(a INT, b INT UNIQUE)");
        bodies("a unique constraint of two", "(a INT, b INT)", "(a INT, b INT, CONSTRAINT both UNIQUE (b, a))");
        bodies(
                "a unique constraint's collation",
                "(a TEXT UNIQUE)",
                "(a TEXT, UNIQUE (a COLLATE NOCASE) ON CONFLICT IGNORE)");
        bodies(
                "unnamed unique constraints",
                "(a INT, b INT, UNIQUE (a, b))",
                "(a INT UNIQUE, b INT UNIQUE, UNIQUE (a, b), UNIQUE (b, a))");
        bodies(
                "a key in another case",
                "(Id INTEGER, a INT, PRIMARY KEY (id))",
                "(Id INTEGER, b INT, PRIMARY KEY (id), UNIQUE (B))");
        bodies(
                "a key's parts in another case",
                "(Id INT, a TEXT)",
                "(Id INT, a TEXT, PRIMARY KEY (ID DESC, A COLLATE rtrim), UNIQUE (A COLLATE nocase))");
        bodies(
                "a column's case under its key",
                "(Id INTEGER, a INT, PRIMARY KEY (ID))",
                "(ID INTEGER, a INT, PRIMARY KEY (id))");
        bodies("a check", "(a INT)", "(a INT CHECK (a > 0))");
        bodies("a check of a new column", "(a INT)", "(a INT, b INT CHECK (b > a))");
        bodies("a named check", "(a INT CHECK (a > 0))", "(a INT, CONSTRAINT positive CHECK (a > 0))");
        bodies("a check that names its table", "(a INT)", "(a INT, CHECK (t.a > 0))");
        bodies("two unnamed checks", "(a INT CHECK (a > 0))", "(a INT CHECK (a > 0) CHECK (a < 9))");
        references("a foreign key", "(id INT)", "(id INT, FOREIGN KEY (id) REFERENCES parent (id))");
        references(
                "a foreign key in another case", "(Id INT)", "(Id INT, P INT, FOREIGN KEY (p) REFERENCES parent (ID))");
        references("a new column that refers", "(id INT)", "(id INT, p INT REFERENCES parent)");
        references(
                "what is done on deletion", "(p INT REFERENCES parent)", "(p INT REFERENCES parent ON DELETE CASCADE)");
        references(
                "what is done on update",
                "(p INT REFERENCES parent ON UPDATE SET NULL)",
                "(p INT REFERENCES parent ON UPDATE SET DEFAULT)");
        references(
                "a deferred foreign key",
                "(p INT REFERENCES parent)",
                "(p INT CONSTRAINT f REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
        references("a match", "(p INT REFERENCES parent)", "(p INT REFERENCES parent MATCH FULL)");
        references("a referenced column", "(p TEXT REFERENCES parent (code))", "(p TEXT REFERENCES parent (id))");
        references("a referring column with a default", "(a INT)", "(a INT, p INT DEFAULT 1 REFERENCES parent)");
        bodies(
                "a table that refers to itself",
                "(id INTEGER PRIMARY KEY, up INT)",
                "(id INTEGER PRIMARY KEY, up INT REFERENCES t)");
        pair(
                "foreign keys in a circle",
                List.of(T),
                List.of(
                        T,
                        "CREATE TABLE x (id INTEGER PRIMARY KEY, y INT REFERENCES y ON DELETE CASCADE)",
                        "CREATE TABLE y (id INTEGER PRIMARY KEY, x INT REFERENCES x ON DELETE CASCADE)"));
    }

    private void references(String name, String one, String other) {
        pair(name, List.of(PARENT, "CREATE TABLE t " + one), List.of(PARENT, "CREATE TABLE t " + other));
    }

    private void tables() {
        pair("a table", List.of(), List.of(T));
        pair("a table beside another", List.of(PARENT), List.of(PARENT, T));
        pair("a table that is referred to", List.of(), List.of(PARENT, "CREATE TABLE t (p INT REFERENCES parent)"));
        bodies("strict", "(a INT, b TEXT)", "(a INT, b TEXT) STRICT");
        bodies("strict with ANY", "(a ANY) STRICT", "(a ANY, b INTEGER) STRICT");
        bodies("without rowid", "(a INT PRIMARY KEY, b TEXT)", "(a INT PRIMARY KEY, b TEXT) WITHOUT ROWID");
        bodies("without rowid and strict", "(a INT PRIMARY KEY)", "(a INT PRIMARY KEY) STRICT, WITHOUT ROWID");
        bodies(
                "a named NOT NULL in a key without rowid",
                "(a INT PRIMARY KEY) WITHOUT ROWID",
                "(a INT CONSTRAINT c NOT NULL PRIMARY KEY) WITHOUT ROWID");
        bodies("nothing but the columns", "(a INT)", "(b INT)");
        pair("a name of another case", List.of("CREATE TABLE t (a INT)"), List.of("CREATE TABLE T (a INT)"));
        pair("a table that was a view", List.of(T, VIEW), List.of(T, "CREATE TABLE v (a TEXT, b INT)"));
        pair("a name in quotes", List.of(), List.of("CREATE TABLE \"select\" (\"from\" INT, \"where x\" TEXT)"));
        pair(
                "the name that a rebuilt table would have meanwhile",
                List.of("CREATE TABLE t (a INT)", "CREATE TABLE new_t (a INT)"),
                List.of("CREATE TABLE t (a TEXT)", "CREATE TABLE new_t (a TEXT)"));
        pair(
                "a comment in a table that changes",
                List.of("CREATE TABLE t (a INT, -- the first\n b INT /* the second */)"),
                List.of("CREATE TABLE t (a INT, -- the first\n b TEXT /* the second */)"));
    }

    private void indexes() {
        index("an index", "", "CREATE INDEX i ON t (a)");
        index("a unique index", "CREATE INDEX i ON t (a)", "CREATE UNIQUE INDEX i ON t (a)");
        index("an index of two", "CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (b, a)");
        index("a direction", "CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (a DESC)");
        index("an index's collation", "CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (a COLLATE NOCASE)");
        index(
                "an expression index",
                "CREATE INDEX i ON t (a)",
                "CREATE INDEX i ON t (lower(a) COLLATE RTRIM DESC, b + 1)");
        index("a partial index", "CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (a) WHERE b > 1 AND a IS NOT NULL");
        index("an index's name", "CREATE INDEX i ON t (a)", "CREATE INDEX \"my index\" ON t (a)");
        pair(
                "an index on a column with a collation",
                List.of("CREATE TABLE t (a TEXT COLLATE NOCASE)", "CREATE INDEX i ON t (a)"),
                List.of("CREATE TABLE t (a TEXT COLLATE NOCASE)", "CREATE INDEX i ON t (a COLLATE BINARY)"));
        pair(
                "an index's collation in another case",
                List.of("CREATE TABLE t (a TEXT COLLATE NOCASE)", "CREATE INDEX i ON t (a COLLATE nocase)"),
                List.of(
                        "CREATE TABLE t (a TEXT COLLATE nocase, b TEXT COLLATE Rtrim)",
                        "CREATE INDEX i ON t (a COLLATE NoCase, b)"));
        pair(
                "a column with its index",
                List.of("CREATE TABLE t (a INT, b INT)", "CREATE INDEX i ON t (b)"),
                List.of("CREATE TABLE t (a INT)"));
        pair(
                "a column that an index still has in its condition",
                List.of("CREATE TABLE t (a INT, b INT, c INT)", "CREATE INDEX i ON t (a) WHERE b > 1"),
                List.of("CREATE TABLE t (a INT, b INT)", "CREATE INDEX i ON t (a) WHERE b > 1"));
        pair(
                "an index on a rebuilt table",
                List.of("CREATE TABLE t (a INT, b INT)", "CREATE INDEX i ON t (b)", "CREATE INDEX j ON t (a)"),
                List.of("CREATE TABLE t (a TEXT, b INT)", "CREATE INDEX i ON t (b)"));
        pair(
                "an index that goes to another table",
                List.of("CREATE TABLE t (a INT)", "CREATE TABLE u (a INT)", "CREATE INDEX i ON t (a)"),
                List.of("CREATE TABLE t (a TEXT)", "CREATE TABLE u (a INT)", "CREATE INDEX i ON u (a)"));
    }

    private void index(String name, String one, String other) {
        pair(name, one.isEmpty() ? List.of(T) : List.of(T, one), List.of(T, other));
    }

    private void viewsAndTriggers() {
        pair("a view", List.of(T), List.of(T, VIEW));
        pair("a view's query", List.of(T, VIEW), List.of(T, "CREATE VIEW v AS SELECT a FROM t"));
        pair(
                "a view's columns",
                List.of(T, VIEW),
                List.of(T, "CREATE VIEW v (x, y) AS SELECT a, b FROM t WHERE b > 1"));
        String second = "CREATE VIEW above AS SELECT * FROM v";
        pair("views on views", List.of(T), List.of(T, VIEW, second));
        pair("a view below another", List.of(T, VIEW, second), List.of(T, "CREATE VIEW v AS SELECT a FROM t", second));
        pair(
                "a table below views",
                List.of(T, VIEW, second),
                List.of("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INT)", VIEW, second));
        pair(
                "a column beside a view",
                List.of(T, VIEW),
                List.of("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INT, c INT)", VIEW));
        pair(
                "a column below a view and a trigger",
                List.of(
                        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INT, c INT)",
                        "CREATE VIEW w AS SELECT c FROM t"),
                List.of(T, "CREATE VIEW w AS SELECT a FROM t"));
        String broken = "CREATE VIEW broken AS SELECT * FROM nowhere";
        pair(
                "a table beside a view that is broken",
                List.of("CREATE TABLE t (a INT, b INT, c INT)", broken),
                List.of("CREATE TABLE t (a INT, c TEXT)", broken));
        pair(
                "a column beside a view that is broken",
                List.of("CREATE TABLE t (a INT, b INT)", broken),
                List.of("CREATE TABLE t (a INT)", broken));
        pair("a trigger", List.of(T), List.of(T, TRIGGER));
        pair("a trigger's body", List.of(T, TRIGGER), List.of(T, TRIGGER.replace("'x;y'", "NULL")));
        pair(
                "a trigger of a rebuilt table",
                List.of(T, TRIGGER),
                List.of("CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b TEXT NOT NULL)", TRIGGER));
        String elsewhere = "CREATE TRIGGER elsewhere BEFORE DELETE ON parent FOR EACH ROW WHEN old.id > 1 BEGIN"
                + " DELETE FROM t WHERE b = old.id; SELECT CASE WHEN 1 THEN 2 END; END";
        pair(
                "a table that another's trigger names",
                List.of(PARENT, T, elsewhere),
                List.of(PARENT, "CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT)", elsewhere));
        String instead = "CREATE TRIGGER instead INSTEAD OF INSERT ON v BEGIN INSERT INTO t (a) VALUES (new.a); END";
        pair("a view's trigger", List.of(T, VIEW), List.of(T, VIEW, instead));
        pair(
                "a view that changes below its trigger",
                List.of(T, VIEW, instead),
                List.of(T, "CREATE VIEW v AS SELECT a FROM t", instead));
        pair(
                "a trigger that goes to another table",
                List.of(T, PARENT, "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END"),
                List.of(T, PARENT, "CREATE TRIGGER g AFTER INSERT ON parent BEGIN SELECT 1; END"));
    }

    private void virtualTables() {
        pair("a virtual table", List.of(), List.of("CREATE VIRTUAL TABLE words USING fts5(word)"));
        pair(
                "a virtual table's columns",
                List.of("CREATE VIRTUAL TABLE words USING fts5(word)"),
                List.of("CREATE VIRTUAL TABLE words USING fts5(word, page UNINDEXED)"));
        pair(
                "a virtual table over another",
                List.of(T),
                List.of(
                        "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INT)",
                        "CREATE VIRTUAL TABLE words USING fts5(a, content='t', content_rowid='id')",
                        "CREATE TRIGGER w AFTER INSERT ON t BEGIN INSERT INTO words (rowid, a) VALUES (new.id, new.a); END"));
        pair(
                "an ordinary table that was virtual",
                List.of("CREATE VIRTUAL TABLE words USING fts5(word)"),
                List.of("CREATE TABLE words (word TEXT)"));
    }

    private void together() {
        pair("all that SQLite has", List.of(), SnapshotTest.ZOO);
        pair(
                "much at once",
                SnapshotTest.ZOO,
                List.of(
                        "CREATE TABLE customer (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, mail VARCHAR(99) UNIQUE)",
                        "CREATE TABLE item (a INT, b INT, c INT)",
                        "CREATE UNIQUE INDEX by_age ON item (a) WHERE b = 'x'",
                        "CREATE VIEW adult AS SELECT name FROM customer",
                        "CREATE TRIGGER note_it AFTER INSERT ON item BEGIN INSERT INTO customer (name) VALUES (1); END"));
    }
}
