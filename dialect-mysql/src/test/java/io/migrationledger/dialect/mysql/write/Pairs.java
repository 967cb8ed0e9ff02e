package io.migrationledger.dialect.mysql.write;

import java.util.ArrayList;
import java.util.List;

/** What can be said in a schema here, each with what it can become. */
final class Pairs {
    private static final String ALL = "DMN";
    private static final String BASE = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a INT, b VARCHAR(20), c DATE)";

    private final List<Pair> pairs = new ArrayList<>();

    private Pairs() {}

    static List<Pair> all() {
        Pairs all = new Pairs();
        all.columns();
        all.keys();
        all.tables();
        all.partitions();
        all.programs();
        all.mariadb();
        all.mysql();
        return all.pairs;
    }

    private void add(String name, String servers, String from, String to) {
        pairs.add(new Pair(name, servers, from, to));
    }

    /** The base table, and what it becomes. */
    private void alter(String name, String servers, String clause) {
        add(name, servers, BASE, BASE + ";\nALTER TABLE t " + clause);
    }

    /** One column in two forms. */
    private void column(String name, String servers, String from, String to) {
        String head = "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, v ";
        add(name, servers, head + from + ", w INT)", head + to + ", w INT)");
    }

    private void columns() {
        alter("column added", ALL, "ADD COLUMN d INT");
        alter("column added first", ALL, "ADD COLUMN d INT FIRST");
        alter("column added in the middle", ALL, "ADD COLUMN d INT AFTER a, ADD COLUMN e INT AFTER d");
        alter("columns moved", ALL, "MODIFY COLUMN c DATE FIRST, MODIFY COLUMN a INT AFTER b");
        alter("column dropped, others moved and added", ALL, "DROP COLUMN a, MODIFY c DATE FIRST, ADD z INT AFTER c");
        column("type", ALL, "INT", "BIGINT UNSIGNED");
        column("zerofill", ALL, "INT", "INT(6) ZEROFILL");
        column("length", ALL, "VARCHAR(20)", "VARCHAR(300) NOT NULL");
        column("decimal", ALL, "DECIMAL(10,2)", "DECIMAL(8,3) NOT NULL DEFAULT '1.500'");
        column("enum", ALL, "ENUM('a','b')", "ENUM('a','c','it''s, (x)') DEFAULT 'c'");
        column("set", ALL, "SET('a','b')", "SET('b')");
        column("collation", ALL, "VARCHAR(9)", "VARCHAR(9) COLLATE utf8mb4_bin");
        column("character set", ALL, "VARCHAR(9)", "VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_german1_ci");
        column("default", ALL, "VARCHAR(9)", "VARCHAR(9) DEFAULT 'it''s \\\\ x'");
        column("default of nothing", ALL, "VARCHAR(9) DEFAULT ''", "VARCHAR(9) NOT NULL DEFAULT 'NULL'");
        column("default and bits", ALL, "BIT(4) DEFAULT b'101'", "BIT(4) DEFAULT b'1'");
        column("default and bytes", ALL, "VARBINARY(4) DEFAULT 'ab'", "BINARY(4) DEFAULT 'abcd'");
        column(
                "default of now",
                ALL,
                "DATETIME(3)",
                "DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)");
        column("timestamp", ALL, "TIMESTAMP NULL", "TIMESTAMP NOT NULL DEFAULT '2020-01-02 03:04:05'");
        column("comment", ALL, "INT COMMENT 'old'", "INT COMMENT 'it''s\nnew \\\\'");
        column("stored column", ALL, "INT AS (id + 1) STORED", "INT AS (id + 2) STORED");
        column("stored column of another type", ALL, "INT AS (id + 1) STORED", "BIGINT AS (id + 1) STORED");
        column("virtual column of another type", ALL, "INT AS (id + 1) VIRTUAL", "BIGINT AS (id + 1) VIRTUAL");
        add(
                "a column goes, and another is computed in another way",
                ALL,
                "CREATE TABLE t (a INT, b INT AS (a + 1) STORED, c INT, KEY (a), KEY (b))",
                "CREATE TABLE t (b INT AS (c + 1) STORED, c INT, KEY (b))");
        add(
                "columns go that are computed from one another",
                ALL,
                "CREATE TABLE t (a INT, b INT AS (a + 1), c INT, d INT AS (b + 1) STORED)",
                "CREATE TABLE t (c INT)");
        for (String kind : List.of("STORED", "VIRTUAL")) {
            String computed = "b INT AS (a + 1) " + kind;
            String indexed = "CREATE TABLE t (a %s, " + computed + ", c INT, KEY (b))";
            add(
                    "another type under a column that is " + kind,
                    ALL,
                    indexed.formatted("INT"),
                    indexed.formatted("BIGINT"));
            add(
                    "a column goes with what is computed from it, " + kind,
                    ALL,
                    "CREATE TABLE t (a INT, " + computed + ", c INT)",
                    "CREATE TABLE t (c INT)");
            add(
                    "a column behind what is computed from it, " + kind,
                    ALL,
                    "CREATE TABLE t (" + computed + ", a INT, c INT)",
                    "CREATE TABLE t (c INT)");
        }
        column("virtual becomes stored", ALL, "INT AS (id + 1) VIRTUAL", "INT AS (id + 1) STORED");
        column("plain becomes virtual", ALL, "INT", "INT AS (id + 1) VIRTUAL");
        column("plain becomes stored", ALL, "VARCHAR(20)", "VARCHAR(20) AS (CONCAT(id, 'it''s', \"x\")) STORED");
        column("geometry", ALL, "POINT", "GEOMETRY NOT NULL");
        column("json", ALL, "JSON", "LONGTEXT");
        column("blobs and times", ALL, "BLOB", "TIME(2)");
        column("years", ALL, "YEAR", "DOUBLE");
        add(
                "nothing but names of keys",
                ALL,
                "CREATE TABLE t (a INT NOT NULL PRIMARY KEY, b INT, c INT, UNIQUE KEY b (b), KEY c (c))",
                "CREATE TABLE t (a INT NOT NULL PRIMARY KEY, b INT, c INT, UNIQUE KEY x (b), KEY y (c))");
        add(
                "auto_increment",
                ALL,
                "CREATE TABLE t (a INT NOT NULL PRIMARY KEY, b INT)",
                "CREATE TABLE t (a INT NOT NULL PRIMARY KEY, b INT NOT NULL AUTO_INCREMENT UNIQUE)");
        add(
                "auto_increment to another key",
                ALL,
                "CREATE TABLE t (a INT NOT NULL AUTO_INCREMENT PRIMARY KEY, b INT)",
                "CREATE TABLE t (a INT NOT NULL, b INT NOT NULL AUTO_INCREMENT PRIMARY KEY, KEY (a))");
        add(
                "names that need quotes",
                ALL,
                BASE,
                "CREATE TABLE `order` (`select` INT NOT NULL, `a b` INT, `c``d` INT, `1` INT, Größe INT,"
                        + " PRIMARY KEY (`select`), KEY `key` (`a b`))");
    }

    private void keys() {
        alter("primary key dropped", ALL, "DROP PRIMARY KEY");
        alter("primary key changed", ALL, "DROP PRIMARY KEY, ADD PRIMARY KEY (id, a), MODIFY a INT NOT NULL");
        add(
                "primary key with length",
                ALL,
                "CREATE TABLE t (a VARCHAR(30) NOT NULL, PRIMARY KEY (a))",
                "CREATE TABLE t (a VARCHAR(30) NOT NULL, PRIMARY KEY (a(10)))");
        alter("unique", ALL, "ADD UNIQUE KEY u (a, b)");
        alter("index", ALL, "ADD KEY i (b(5), a) COMMENT 'why'");
        add("index changed", ALL, BASE + ";\nCREATE INDEX i ON t (a)", BASE + ";\nCREATE UNIQUE INDEX i ON t (b, a)");
        add(
                "column of an index dropped",
                ALL,
                BASE + ";\nCREATE INDEX i ON t (a, b)",
                "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, b VARCHAR(20), c DATE, KEY i (b))");
        alter("fulltext", ALL, "ADD FULLTEXT KEY words (b)");
        add(
                "spatial",
                ALL,
                "CREATE TABLE t (id INT, g GEOMETRY NOT NULL)",
                "CREATE TABLE t (id INT, g GEOMETRY NOT NULL, SPATIAL KEY s (g))");
        add(
                "index of a memory table",
                ALL,
                "CREATE TABLE t (a INT, KEY (a) USING BTREE) ENGINE = MEMORY",
                "CREATE TABLE t (a INT, KEY (a) USING HASH) ENGINE = MEMORY");
        String parent = "CREATE TABLE p (id INT NOT NULL PRIMARY KEY, k INT NOT NULL, UNIQUE KEY k (k));\n";
        String child = "CREATE TABLE c (id INT NOT NULL PRIMARY KEY, p INT";
        add(
                "foreign key",
                ALL,
                parent + child + ")",
                parent + child + ", CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)");
        add(
                "foreign key changed",
                ALL,
                parent + child + ", CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL)",
                parent + child + ", CONSTRAINT f FOREIGN KEY (p) REFERENCES p (k) ON UPDATE CASCADE)");
        add(
                "index of a foreign key replaced",
                ALL,
                parent + child + ", KEY one (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))",
                parent + child + ", KEY two (p, id), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))");
        add(
                "type below a foreign key",
                ALL,
                parent + child + ", CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))",
                (parent + child + ", CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))")
                        .replace("id INT NOT NULL PRIMARY KEY, k", "id BIGINT NOT NULL PRIMARY KEY, k")
                        .replace("p INT", "p BIGINT"));
        add("parent and child go", ALL, parent + child + ", FOREIGN KEY (p) REFERENCES p (id))", BASE);
        String circle = "CREATE TABLE x (id INT NOT NULL PRIMARY KEY, y INT);\n"
                + "CREATE TABLE y (id INT NOT NULL PRIMARY KEY, x INT, CONSTRAINT yx FOREIGN KEY (x) REFERENCES x (id));\n";
        add(
                "circle",
                ALL,
                BASE,
                circle + "ALTER TABLE x ADD CONSTRAINT xy FOREIGN KEY (y) REFERENCES y (id) ON DELETE SET NULL");
        add("circle closed", ALL, circle, circle + "ALTER TABLE x ADD CONSTRAINT xy FOREIGN KEY (y) REFERENCES y (id)");
        add("own parent", ALL, child + ")", child + ", CONSTRAINT f FOREIGN KEY (p) REFERENCES c (id))");
        add("parent comes new", ALL, child + ")", parent + child + ", CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id))");
        alter("check", "DN", "ADD CONSTRAINT positive CHECK (a > 0 AND b <> 'it''s')");
        add(
                "check changed",
                "DN",
                BASE + ";\nALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)",
                BASE + ";\nALTER TABLE t ADD CONSTRAINT k CHECK (a > 1)");
        add(
                "column of a check dropped",
                "DN",
                BASE + ";\nALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)",
                "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, b VARCHAR(20), c DATE)");
        column("check at a column", "DN", "INT", "INT CHECK (v > 0)");
        alter("descending", ALL, "ADD KEY i (a DESC, b)");
    }

    private void tables() {
        add("table", ALL, "", BASE);
        alter("engine", ALL, "ENGINE = MyISAM");
        alter("collation of the table", ALL, "COLLATE utf8mb4_bin");
        alter("collation of the table and its columns", ALL, "CONVERT TO CHARACTER SET latin1");
        alter("row format", ALL, "ROW_FORMAT = COMPACT");
        alter("compressed", ALL, "ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 8");
        alter("statistics", ALL, "STATS_PERSISTENT = 1 STATS_AUTO_RECALC = 0 STATS_SAMPLE_PAGES = 30");
        alter("sizes", ALL, "MAX_ROWS = 100 MIN_ROWS = 2 AVG_ROW_LENGTH = 90 CHECKSUM = 1");
        alter("comment of the table", ALL, "COMMENT = 'who''s ${there} \\\\'");
        add(
                "all at once",
                ALL,
                BASE,
                "CREATE TABLE t (x BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, c DATETIME, b CHAR(3) COLLATE utf8mb4_bin,"
                        + " KEY (b), KEY cb (c, b)) COMMENT = 'new'");
    }

    private void partitions() {
        String head = "CREATE TABLE t (a INT NOT NULL, b INT NOT NULL) ";
        String range = head + "PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10)";
        add("partitioned", ALL, head, range + ", PARTITION p1 VALUES LESS THAN MAXVALUE)");
        add("partition added", ALL, range + ")", range + ", PARTITION p1 VALUES LESS THAN (20) COMMENT = 'later')");
        add(
                "partition split",
                ALL,
                range + ", PARTITION p9 VALUES LESS THAN MAXVALUE)",
                range + ", PARTITION p1 VALUES LESS THAN (20), PARTITION p9 VALUES LESS THAN MAXVALUE)");
        add(
                "partitions by list",
                ALL,
                head + "PARTITION BY LIST (a) (PARTITION x VALUES IN (1, 2))",
                head + "PARTITION BY LIST (a) (PARTITION x VALUES IN (1, 2), PARTITION y VALUES IN (3, NULL))");
        add(
                "partitions by hash",
                ALL,
                head + "PARTITION BY HASH (a) PARTITIONS 2",
                head + "PARTITION BY HASH (a + b) PARTITIONS 3");
        add(
                "partitions by key",
                ALL,
                head + "PARTITION BY KEY (a) PARTITIONS 2",
                head + "PARTITION BY LINEAR KEY (b) PARTITIONS 2");
        add(
                "partitions by columns",
                ALL,
                head,
                head + "PARTITION BY RANGE COLUMNS (a, b) (PARTITION p0 VALUES LESS THAN (1, 5),"
                        + " PARTITION p1 VALUES LESS THAN (MAXVALUE, MAXVALUE))");
        add(
                "partitions by dates",
                ALL,
                "CREATE TABLE t (d DATE NOT NULL)",
                "CREATE TABLE t (d DATE NOT NULL) PARTITION BY RANGE COLUMNS (d) (PARTITION old VALUES LESS THAN"
                        + " ('2020-01-01'), PARTITION new VALUES LESS THAN (MAXVALUE))");
        add(
                "partitions by lists of columns",
                ALL,
                head,
                head + "PARTITION BY LIST COLUMNS (a, b) (PARTITION p0 VALUES IN ((1, 2), (3, 4)))");
        add(
                "subpartitions",
                ALL,
                head,
                head + "PARTITION BY RANGE (a) SUBPARTITION BY HASH (b) (PARTITION p0 VALUES LESS THAN (10)"
                        + " (SUBPARTITION s0, SUBPARTITION s1), PARTITION p1 VALUES LESS THAN MAXVALUE"
                        + " (SUBPARTITION s2, SUBPARTITION s3))");
        add(
                "partitioned with another key",
                ALL,
                "CREATE TABLE t (a INT NOT NULL PRIMARY KEY, b INT NOT NULL) PARTITION BY HASH (a) PARTITIONS 2",
                "CREATE TABLE t (a INT NOT NULL, b INT NOT NULL PRIMARY KEY) PARTITION BY HASH (b) PARTITIONS 2");
    }

    private void programs() {
        String views = BASE + ";\nCREATE VIEW z AS SELECT id, a FROM t;\nCREATE VIEW y AS SELECT a FROM z";
        add("views on views", ALL, BASE, views);
        add(
                "view changed",
                ALL,
                views,
                BASE + ";\nCREATE SQL SECURITY INVOKER VIEW z AS SELECT id, a, b FROM t WHERE b <> 'it''s';\n"
                        + "CREATE VIEW y AS SELECT a, b FROM z");
        add(
                "view turned round",
                ALL,
                views,
                BASE + ";\nCREATE VIEW y AS SELECT id, a FROM t;\nCREATE VIEW z AS SELECT id FROM y");
        add(
                "check option",
                ALL,
                BASE + ";\nCREATE VIEW v AS SELECT id FROM t WHERE id > 1",
                BASE + ";\nCREATE VIEW v AS SELECT id FROM t WHERE id > 1 WITH LOCAL CHECK OPTION");
        add(
                "column below a view",
                ALL,
                BASE + ";\nCREATE VIEW v AS SELECT id, a, b FROM t",
                BASE.replace("a INT", "a BIGINT")
                        + ";\nALTER TABLE t DROP COLUMN b;\nCREATE VIEW v AS SELECT id, a FROM t");
        add(
                "type below a view",
                ALL,
                BASE + ";\nCREATE VIEW v AS SELECT id, a, b FROM t",
                BASE.replace("a INT", "a BIGINT") + ";\nCREATE VIEW v AS SELECT id, a, b FROM t");
        add(
                "table becomes a view",
                ALL,
                BASE + ";\nCREATE TABLE u (a INT)",
                BASE + ";\nCREATE VIEW u AS SELECT a FROM t");
        String trigger = "CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW ";
        add("trigger", ALL, BASE, BASE + ";\n" + trigger + "BEGIN SET NEW.a = 1; SET NEW.b = 'x;y'; END");
        add("trigger changed", ALL, BASE + ";\n" + trigger + "SET NEW.a = 1", BASE + ";\n" + trigger + "SET NEW.a = 2");
        add(
                "order of triggers",
                ALL,
                BASE + ";\n" + trigger
                        + "SET NEW.a = 1;\nCREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2",
                BASE + ";\nCREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2;\n" + trigger
                        + "SET NEW.a = 1");
        add(
                "trigger and its column",
                ALL,
                BASE + ";\n" + trigger + "SET NEW.a = 1",
                "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, b VARCHAR(20), c DATE);\n" + trigger + "SET NEW.b = 1");
        String function = "CREATE FUNCTION f(x INT) RETURNS VARCHAR(20) ";
        add("function", ALL, BASE, function + "DETERMINISTIC COMMENT 'it''s' RETURN CONCAT(x, ';')");
        add(
                "function changed",
                ALL,
                function + "DETERMINISTIC RETURN 'a'",
                "CREATE FUNCTION f(x INT, y VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin) RETURNS INT NO SQL SQL SECURITY INVOKER"
                        + " BEGIN DECLARE r INT; IF x > 1 THEN SET r = 2; ELSE SET r = 3; END IF; RETURN r; END");
        add(
                "view of a function",
                ALL,
                BASE,
                BASE + ";\n" + function + "DETERMINISTIC RETURN 'a';\nCREATE VIEW a AS SELECT f(id) AS g FROM t");
        add(
                "procedure",
                ALL,
                "CREATE PROCEDURE p(IN a INT, OUT b INT) SET b = a",
                "CREATE PROCEDURE p(INOUT a INT) MODIFIES SQL DATA BEGIN lo: LOOP SET a = a + 1;"
                        + " IF a > 3 THEN LEAVE lo; END IF; END LOOP; END");
        add(
                "event",
                ALL,
                BASE,
                BASE + ";\nCREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE COMMENT 'x'"
                        + " DO DELETE FROM t");
        add(
                "event changed",
                ALL,
                BASE
                        + ";\nCREATE EVENT e ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2030-01-01 00:00:00' DO DELETE FROM t",
                BASE + ";\nCREATE EVENT e ON SCHEDULE AT '2035-01-01 00:00:00' ON COMPLETION PRESERVE DO BEGIN"
                        + " DELETE FROM t; DELETE FROM t; END");
        add(
                "sql_mode of a function",
                ALL,
                "SET SESSION sql_mode = 'ANSI_QUOTES';\n" + function
                        + "DETERMINISTIC RETURN 'a';\nSET SESSION sql_mode = DEFAULT",
                function + "DETERMINISTIC RETURN 'a'");
        add(
                "time zone of an event",
                ALL,
                "SET SESSION time_zone = '+03:00';\nCREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00'"
                        + " DO SET @x = 1;\nSET SESSION time_zone = DEFAULT",
                BASE);
    }

    private void mariadb() {
        column("invisible", "DN", "INT", "INT INVISIBLE");
        column("default expression", "DN", "VARCHAR(40)", "VARCHAR(40) DEFAULT (CONCAT('it''s', UUID()))");
        String sequence = "CREATE SEQUENCE s START WITH 5 INCREMENT BY 5 MAXVALUE 500 CYCLE";
        add("sequence", "D", "", sequence);
        add("sequence changed", "D", sequence, "CREATE SEQUENCE s START WITH 7 MINVALUE 2 NOCACHE");
        add(
                "sequence of a default",
                "D",
                BASE,
                sequence + ";\nCREATE TABLE t (id INT DEFAULT NEXT VALUE FOR s, b INT)");
        add(
                "ignored index",
                "D",
                BASE + ";\nCREATE INDEX i ON t (a)",
                BASE + ";\nCREATE INDEX i ON t (a);\nALTER TABLE t ALTER INDEX i IGNORED");
        alter("system versioning", "D", "ADD SYSTEM VERSIONING");
        add(
                "system versioning changed",
                "D",
                BASE + " WITH SYSTEM VERSIONING",
                BASE.replace("a INT", "a BIGINT WITHOUT SYSTEM VERSIONING") + " WITH SYSTEM VERSIONING");
        add(
                "period",
                "D",
                "CREATE TABLE t (a INT)",
                "CREATE TABLE t (a INT, s TIMESTAMP(6) GENERATED ALWAYS AS ROW START,"
                        + " e TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING");
        add(
                "algorithm",
                "D",
                BASE + ";\nCREATE ALGORITHM = MERGE VIEW v AS SELECT id FROM t",
                BASE + ";\nCREATE ALGORITHM = TEMPTABLE VIEW v AS SELECT id FROM t");
        alter("pages compressed", "D", "PAGE_COMPRESSED = 1");
        add(
                "parameters of a function",
                "D",
                "CREATE FUNCTION f(a INT, b INT) RETURNS INT RETURN 1",
                "CREATE FUNCTION f(a INT, OUT b INT, INOUT c VARCHAR(9)) RETURNS INT RETURN 1");
        add(
                "package",
                "D",
                "",
                "SET SESSION sql_mode = 'ORACLE';\nCREATE PACKAGE k AS FUNCTION f RETURN INT; END;\n"
                        + "CREATE PACKAGE BODY k AS FUNCTION f RETURN INT AS BEGIN RETURN 1; END; END;\n"
                        + "SET SESSION sql_mode = DEFAULT");
    }

    private void mysql() {
        column("srid", "MN", "POINT NOT NULL SRID 0", "POINT NOT NULL SRID 4326");
        add(
                "invisible index",
                "MN",
                BASE + ";\nCREATE INDEX i ON t (a)",
                BASE + ";\nCREATE INDEX i ON t (a) INVISIBLE");
        alter("functional index", "N", "ADD KEY i ((LOWER(CONCAT(b, 'it''s'))), a)");
        add(
                "column of a functional index dropped",
                "N",
                BASE + ";\nCREATE INDEX i ON t ((a + 1))",
                "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, b VARCHAR(20), c DATE)");
        add(
                "check not enforced",
                "N",
                BASE + ";\nALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)",
                BASE + ";\nALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT ENFORCED");
    }
}
