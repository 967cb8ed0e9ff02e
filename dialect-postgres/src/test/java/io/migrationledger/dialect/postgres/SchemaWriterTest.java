package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.dialect.postgres.write.PostgresSchemaWriter;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From one schema to another and back, and from nothing: what is written leads there, each script run as a migration: in one
 * transaction, unless a statement has to run alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaWriterTest {
    private final PostgresSchemaWriter writer = new PostgresSchemaWriter();
    private final Map<String, String> migrations = new LinkedHashMap<>();
    private TestDatabase database;
    private Connection observer;

    /** One database for all pairs: its schema is made anew for each. */
    @BeforeAll
    void open() throws SQLException {
        database = server().get().newDatabase();
        observer = database.connect();
    }

    TestServers server() {
        return TestServers.POSTGRES;
    }

    @AfterAll
    void close() throws SQLException {
        observer.close();
        database.close();
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = observer.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Two schemas.
     *
     * @param name what differs
     * @param common what both have
     * @param one what the one has, too
     * @param other what the other has, too
     */
    record Pair(String name, List<String> common, List<String> one, List<String> other) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Pair pair(String name, String common, String one, String other) {
        return new Pair(name, split(common), split(one), split(other));
    }

    /** Statements are joined by two semicolons, as bodies have single ones. */
    private static List<String> split(String statements) {
        return Arrays.stream(statements.split(";;"))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static final String T = "CREATE TABLE t (id integer PRIMARY KEY, a integer, b text)";

    static Stream<Pair> pairs() {
        return Stream.of(
                pair("a table", "", "", T),
                pair(
                        "a table of odd names",
                        "",
                        "",
                        "CREATE TABLE \"Order\" (\"select\" integer, \"a b\" text, \"q\"\"q\" date)"),
                pair("a table without columns", "", "", "CREATE TABLE t ()"),
                pair("a column", T, "", "ALTER TABLE t ADD c date NOT NULL"),
                pair("a column with a default", T, "", "ALTER TABLE t ADD c text NOT NULL DEFAULT 'it''s'"),
                pair(
                        "a column in an index, a view and a check",
                        T,
                        "CREATE INDEX i ON t (a);; CREATE VIEW v AS SELECT a FROM t;; ALTER TABLE t ADD CHECK (a > 0)",
                        "ALTER TABLE t DROP a"),
                pair("a wider type", "CREATE TABLE t (a varchar(10))", "", "ALTER TABLE t ALTER a TYPE varchar(20)"),
                pair(
                        "another type with default",
                        "CREATE TABLE t (a integer DEFAULT 5)",
                        "",
                        "ALTER TABLE t ALTER a DROP DEFAULT;; ALTER TABLE t ALTER a TYPE text;; ALTER TABLE t ALTER a SET DEFAULT 'x'"),
                pair(
                        "another type under a view of a view",
                        T + ";; CREATE VIEW v AS SELECT b FROM t;; CREATE VIEW w AS SELECT b FROM v",
                        "",
                        "DROP VIEW w;; DROP VIEW v;; ALTER TABLE t ALTER b TYPE varchar(9);;"
                                + "CREATE VIEW v AS SELECT b FROM t;; CREATE VIEW w AS SELECT b FROM v"),
                pair("not null", T, "", "ALTER TABLE t ALTER a SET NOT NULL"),
                pair("a default", T, "ALTER TABLE t ALTER a SET DEFAULT 1", "ALTER TABLE t ALTER a SET DEFAULT 2"),
                pair("a default that goes", T, "ALTER TABLE t ALTER a SET DEFAULT 1", ""),
                pair("a collation", "CREATE TABLE t (a text)", "", "ALTER TABLE t ALTER a TYPE text COLLATE \"C\""),
                pair(
                        "identity",
                        "CREATE TABLE t (a integer NOT NULL)",
                        "",
                        "ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY"),
                pair(
                        "identity of another kind",
                        "",
                        "CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY)",
                        "CREATE TABLE t (a bigint GENERATED BY DEFAULT AS IDENTITY (START WITH 7 INCREMENT BY 3))"),
                pair(
                        "identity counts otherwise",
                        "",
                        "CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (CYCLE))",
                        "CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (MAXVALUE 99 CACHE 5))"),
                pair("serial", "", "CREATE TABLE t (b text)", "CREATE TABLE t (b text, a serial)"),
                pair(
                        "generated",
                        "",
                        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED)",
                        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 2) STORED)"),
                pair(
                        "no longer generated",
                        "",
                        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED)",
                        "CREATE TABLE t (a integer, b integer)"),
                pair(
                        "another type of what a column is computed from",
                        "",
                        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);; CREATE VIEW v AS SELECT b FROM t",
                        "CREATE TABLE t (a bigint, b integer GENERATED ALWAYS AS (a + 1) STORED);; CREATE VIEW v AS SELECT b FROM t"),
                pair(
                        "another type of what is computed",
                        "",
                        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED)",
                        "CREATE TABLE t (a integer, b bigint GENERATED ALWAYS AS (a + 1) STORED)"),
                pair(
                        "a column and what is computed from it",
                        "",
                        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED, c text)",
                        "CREATE TABLE t (c text)"),
                pair(
                        "a column goes, and another is computed in another way",
                        "",
                        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED, c integer)",
                        "CREATE TABLE t (b integer GENERATED ALWAYS AS (c + 1) STORED, c integer)"),
                pair(
                        "a column that stands behind what is computed from it",
                        "",
                        "CREATE TABLE t (b integer GENERATED ALWAYS AS (a + 1) STORED, a integer, c text)",
                        "CREATE TABLE t (c text)"),
                pair("storage", T, "", "ALTER TABLE t ALTER b SET STATISTICS 50"),
                pair(
                        "comments",
                        T,
                        "COMMENT ON COLUMN t.a IS 'one'",
                        "COMMENT ON TABLE t IS 'it''s';; COMMENT ON COLUMN t.a IS 'a \\ b'"),
                pair("a primary key", "CREATE TABLE t (a integer NOT NULL)", "", "ALTER TABLE t ADD PRIMARY KEY (a)"),
                pair(
                        "another primary key under a foreign key",
                        "",
                        "CREATE TABLE t (a integer PRIMARY KEY, b integer UNIQUE);; CREATE TABLE s (a integer REFERENCES t)",
                        "CREATE TABLE t (a integer UNIQUE, b integer PRIMARY KEY);; CREATE TABLE s (a integer REFERENCES t (a))"),
                pair(
                        "a unique key",
                        T,
                        "",
                        "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b) DEFERRABLE INITIALLY DEFERRED"),
                pair(
                        "a key with more columns",
                        T,
                        "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a)",
                        "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a) INCLUDE (b)"),
                pair(
                        "a check",
                        T,
                        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
                        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 1 AND b <> 'x')"),
                pair(
                        "a check that holds for new rows",
                        T,
                        "",
                        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID"),
                pair(
                        "what holds for all rows, and for new ones only",
                        T + ";; CREATE TABLE s (a integer)",
                        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);; ALTER TABLE s ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t",
                        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;;"
                                + "ALTER TABLE s ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t ON DELETE CASCADE NOT VALID"),
                pair(
                        "a clustered key, and one that replicas know",
                        "CREATE TABLE t (a integer NOT NULL PRIMARY KEY, b integer NOT NULL UNIQUE);; CREATE TABLE s (a integer REFERENCES t)",
                        "ALTER TABLE t CLUSTER ON t_pkey;; ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey",
                        "ALTER TABLE t CLUSTER ON t_b_key;; ALTER TABLE t REPLICA IDENTITY USING INDEX t_b_key"),
                pair(
                        "an exclusion",
                        "CREATE TABLE t (a daterange)",
                        "",
                        "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (a WITH &&)"),
                pair(
                        "a foreign key",
                        T + ";; CREATE TABLE s (a integer)",
                        "",
                        "ALTER TABLE s ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t ON DELETE CASCADE ON UPDATE SET NULL"),
                pair(
                        "foreign keys in a circle",
                        "",
                        "",
                        "CREATE TABLE a (id integer PRIMARY KEY, b integer);;"
                                + "CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a DEFERRABLE);;"
                                + "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b"),
                pair("a foreign key to itself", T, "", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES t NOT VALID"),
                pair("an index", T, "", "CREATE INDEX i ON t (lower(b) DESC, a NULLS FIRST) INCLUDE (id) WHERE a > 3"),
                pair(
                        "another index",
                        T,
                        "CREATE INDEX i ON t (a)",
                        "CREATE UNIQUE INDEX i ON t (a DESC) WITH (fillfactor = 50)"),
                pair("an index of another method", T, "CREATE INDEX i ON t (b)", "CREATE INDEX i ON t USING hash (b)"),
                pair("an index with its operators", T, "", "CREATE INDEX i ON t (b COLLATE \"C\" text_pattern_ops)"),
                pair(
                        "a clustered index",
                        T,
                        "CREATE INDEX i ON t (a)",
                        "CREATE INDEX i ON t (a);; ALTER TABLE t CLUSTER ON i"),
                pair(
                        "a comment on an index",
                        T,
                        "CREATE INDEX i ON t (a)",
                        "CREATE INDEX i ON t (a);; COMMENT ON INDEX i IS 'x'"),
                pair(
                        "a view",
                        T,
                        "CREATE VIEW v AS SELECT a FROM t",
                        "CREATE VIEW v AS SELECT a, b FROM t WHERE a > 1"),
                pair(
                        "a view that can be replaced, with all that belongs to it",
                        T + ";; CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
                        "CREATE VIEW v WITH (security_barrier) AS SELECT a FROM t;; COMMENT ON COLUMN v.a IS 'x';;"
                                + "ALTER VIEW v ALTER a SET DEFAULT 1;;"
                                + "CREATE TRIGGER g INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION g();;"
                                + "CREATE VIEW w AS SELECT a FROM v",
                        "CREATE VIEW v AS SELECT a FROM t WHERE b > '';; COMMENT ON VIEW v IS 'it''s';;"
                                + "ALTER VIEW v ALTER a SET DEFAULT 2;; CREATE RULE r AS ON DELETE TO v DO INSTEAD NOTHING;;"
                                + "CREATE VIEW w AS SELECT a FROM v"),
                pair(
                        "views on views",
                        T,
                        "",
                        "CREATE VIEW z AS SELECT a FROM t;; CREATE VIEW y AS SELECT a FROM z;; CREATE VIEW x AS SELECT a FROM y"),
                pair(
                        "a view with options",
                        T,
                        "CREATE VIEW v AS SELECT a FROM t",
                        "CREATE VIEW v WITH (security_barrier) AS SELECT a FROM t WHERE a > 0 WITH CHECK OPTION;;"
                                + "COMMENT ON VIEW v IS 'x';; COMMENT ON COLUMN v.a IS 'y'"),
                pair(
                        "a materialized view with an index",
                        T,
                        "",
                        "CREATE MATERIALIZED VIEW m AS SELECT a, count(*) AS n FROM t GROUP BY a;; CREATE UNIQUE INDEX mi ON m (a)"),
                pair(
                        "a changed table under a materialized view",
                        T,
                        "CREATE MATERIALIZED VIEW m AS SELECT b FROM t",
                        "ALTER TABLE t ALTER b TYPE varchar(5);; CREATE MATERIALIZED VIEW m AS SELECT b FROM t"),
                pair(
                        "a function",
                        "",
                        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a'",
                        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + 1';;"
                                + "COMMENT ON FUNCTION f(integer) IS 'x'"),
                pair(
                        "a function that gives back something else",
                        "",
                        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a'",
                        "CREATE FUNCTION f(a integer) RETURNS text LANGUAGE sql AS 'SELECT a::text'"),
                pair(
                        "an argument gets a name",
                        "",
                        "CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
                        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a'"),
                pair(
                        "an argument gets another name",
                        "",
                        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a'",
                        "CREATE FUNCTION f(b integer) RETURNS integer LANGUAGE sql AS 'SELECT b'"),
                pair(
                        "one more argument under a view",
                        "",
                        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';;"
                                + "CREATE VIEW v AS SELECT f(1) AS n",
                        "CREATE FUNCTION f(a integer, b integer DEFAULT 0) RETURNS integer LANGUAGE sql AS 'SELECT a';;"
                                + "CREATE VIEW v AS SELECT f(1) AS n"),
                pair(
                        "one argument less under a default and a table that goes",
                        "",
                        "CREATE FUNCTION f(a integer, b text) RETURNS integer LANGUAGE sql AS 'SELECT a';;"
                                + "CREATE TABLE t (a integer DEFAULT f(1, 'x'), b integer DEFAULT f(2, 'x'));;"
                                + "CREATE TABLE s (a integer DEFAULT f(1, 'x'))",
                        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';;"
                                + "CREATE TABLE t (a integer DEFAULT f(1))"),
                pair(
                        "another result under an index, a check and a policy",
                        T,
                        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a';;"
                                + "CREATE INDEX i ON t (f(a));; CREATE POLICY p ON t USING (f(a) > 0);;"
                                + "ALTER TABLE t ADD CONSTRAINT c CHECK (f(a) > 0)",
                        "CREATE FUNCTION f(a integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a::bigint';;"
                                + "CREATE INDEX i ON t (f(a));; CREATE POLICY p ON t USING (f(a) > 0);;"
                                + "ALTER TABLE t ADD CONSTRAINT c CHECK (f(a) > 0)"),
                pair(
                        "one of two functions of a name goes, and an index of the other stays",
                        "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a';; " + T
                                + ";; CREATE INDEX i ON t (f(a))",
                        "",
                        "CREATE FUNCTION f(a text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1'"),
                pair(
                        "a function of a table, and a view of the function",
                        "",
                        "",
                        T + ";; CREATE FUNCTION n() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM t';;"
                                + "CREATE VIEW v AS SELECT n() AS n"),
                pair(
                        "functions that call one another",
                        "",
                        "",
                        "CREATE FUNCTION b() RETURNS integer LANGUAGE sql AS 'SELECT 1';;"
                                + "CREATE FUNCTION a() RETURNS integer LANGUAGE sql AS 'SELECT b()';;"
                                + "CREATE OR REPLACE FUNCTION b() RETURNS integer LANGUAGE sql AS 'SELECT 1 WHERE a() IS NULL'"),
                pair(
                        "a function that is a default and reads another table",
                        "",
                        "",
                        "CREATE TABLE users (id integer, entity_id integer, username text);;"
                                + "CREATE FUNCTION me() RETURNS integer LANGUAGE sql AS"
                                + " 'SELECT entity_id FROM users WHERE username = SESSION_USER';;"
                                + "CREATE TABLE t (e integer DEFAULT me())"),
                pair(
                        "a block with a row of a table that is made later",
                        "",
                        "",
                        "CREATE TABLE users (id integer);;"
                                + "CREATE FUNCTION me() RETURNS integer LANGUAGE plpgsql AS"
                                + " 'DECLARE u users%ROWTYPE; BEGIN RETURN u.id; END';;"
                                + "CREATE TABLE t (e integer DEFAULT me())"),
                pair(
                        "a function that another one has as the default of an argument",
                        "",
                        "",
                        "CREATE FUNCTION b() RETURNS integer LANGUAGE sql AS 'SELECT 1';;"
                                + "CREATE FUNCTION a(x integer DEFAULT b()) RETURNS integer LANGUAGE sql AS 'SELECT x'"),
                pair(
                        "a function of a view's rows, and a view of that function",
                        "CREATE TABLE u (id integer, ok boolean)",
                        "",
                        "CREATE VIEW active AS SELECT * FROM u WHERE ok;;"
                                + "CREATE FUNCTION now_active() RETURNS SETOF active LANGUAGE sql STABLE AS 'SELECT * FROM active';;"
                                + "CREATE FUNCTION label(active) RETURNS text LANGUAGE sql AS 'SELECT $1.id::text';;"
                                + "COMMENT ON FUNCTION label(active) IS 'x';;"
                                + "CREATE VIEW a AS SELECT id FROM now_active()"),
                pair(
                        "a function of the rows of a view that changes",
                        "CREATE TABLE u (id integer, ok boolean)",
                        "CREATE VIEW active AS SELECT * FROM u WHERE ok;;"
                                + "CREATE FUNCTION label(a active) RETURNS text LANGUAGE sql AS 'SELECT a.id::text';;"
                                + "COMMENT ON FUNCTION label(active) IS 'x'",
                        "CREATE VIEW active AS SELECT id FROM u;;"
                                + "CREATE FUNCTION label(a active) RETURNS text LANGUAGE sql AS 'SELECT a.id::text';;"
                                + "COMMENT ON FUNCTION label(active) IS 'x'"),
                pair(
                        "a function of a table's rows",
                        "",
                        "",
                        "CREATE TABLE u (id integer);;"
                                + "CREATE FUNCTION all_u() RETURNS SETOF u LANGUAGE sql AS 'SELECT * FROM u'"),
                pair(
                        "arguments with the names of what needs their function",
                        "",
                        "",
                        "CREATE FUNCTION plus(t integer, v integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT t + v';;"
                                + "CREATE TABLE t (a integer DEFAULT plus(1));; CREATE VIEW v AS SELECT plus(a) AS plus FROM t"),
                pair(
                        "an index by a function of the table's rows",
                        "",
                        "",
                        "CREATE TABLE u (a text, b text);;"
                                + "CREATE FUNCTION whole(u) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.a || $1.b';;"
                                + "CREATE INDEX i ON u (whole(u.*))"),
                pair(
                        "indexes and policies by a function of the rows of a view that changes",
                        "CREATE TABLE u (id integer);; CREATE TABLE w (id integer)",
                        "CREATE VIEW active AS SELECT id FROM u;;"
                                + "CREATE FUNCTION f(a integer, b active DEFAULT NULL) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a';;"
                                + "CREATE INDEX i ON w (f(id, NULL));; CREATE POLICY p ON w USING (f(id, NULL) > 0)",
                        "CREATE VIEW active AS SELECT id + 1 AS id FROM u;;"
                                + "CREATE FUNCTION f(a integer, b active DEFAULT NULL) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a';;"
                                + "CREATE INDEX i ON w (f(id, NULL));; CREATE POLICY p ON w USING (f(id, NULL) > 0)"),
                pair(
                        "a function in the check of a domain",
                        "",
                        "",
                        "CREATE FUNCTION is_mail(t text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT t LIKE '%@%'$$;;"
                                + "CREATE DOMAIN mail AS text CHECK (is_mail(VALUE));;"
                                + "CREATE FUNCTION host(m mail) RETURNS text LANGUAGE sql AS $$SELECT split_part(m, '@', 2)$$;;"
                                + "CREATE TABLE t (m mail)"),
                pair(
                        "a sequence in the default of a domain",
                        "",
                        "",
                        "CREATE SEQUENCE s;; CREATE DOMAIN d AS bigint DEFAULT nextval('s');; CREATE TABLE t (a d)"),
                pair(
                        "a default by a function",
                        "",
                        "",
                        "CREATE FUNCTION one() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';;"
                                + "CREATE TABLE t (a integer DEFAULT one(), CHECK (a >= one()))"),
                pair(
                        "a procedure",
                        "",
                        "",
                        "CREATE PROCEDURE p(a integer) LANGUAGE plpgsql AS $$BEGIN RAISE NOTICE 'a; b'; END$$"),
                pair(
                        "a trigger",
                        T + ";; CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
                        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g()",
                        "CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION g();; ALTER TABLE t DISABLE TRIGGER g;;"
                                + "COMMENT ON TRIGGER g ON t IS 'x'"),
                pair(
                        "a trigger of a column that goes",
                        T + ";; CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
                        "CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION g()",
                        "ALTER TABLE t DROP a;; CREATE TRIGGER g BEFORE UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION g()"),
                pair("a rule", T, "", "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING"),
                pair(
                        "a policy",
                        T,
                        "CREATE POLICY p ON t USING (a > 0)",
                        "ALTER TABLE t ENABLE ROW LEVEL SECURITY;; ALTER TABLE t FORCE ROW LEVEL SECURITY;;"
                                + "CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE USING (a > 0) WITH CHECK (a > 1)"),
                pair(
                        "a rule that is turned off, with a comment",
                        T,
                        "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;; COMMENT ON RULE r ON t IS 'x; y'",
                        "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;; ALTER TABLE t DISABLE RULE r"),
                pair(
                        "a rule that goes with its comment",
                        T,
                        "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;; COMMENT ON RULE r ON t IS 'x'",
                        ""),
                pair("statistics", T, "", "CREATE STATISTICS st ON a, b FROM t"),
                pair(
                        "statistics with a target and a comment",
                        T,
                        "CREATE STATISTICS st ON a, b FROM t;; ALTER STATISTICS st SET STATISTICS 50",
                        "CREATE STATISTICS st ON a, b FROM t;; COMMENT ON STATISTICS st IS 'it''s'"),
                pair(
                        "statistics that go with their comment",
                        T,
                        "CREATE STATISTICS st ON a, b FROM t;; COMMENT ON STATISTICS st IS 'x';; ALTER STATISTICS st SET STATISTICS 50",
                        ""),
                pair(
                        "an enum",
                        "",
                        "",
                        "CREATE TYPE mood AS ENUM ('sad', 'so, so');; CREATE TABLE t (m mood DEFAULT 'sad')"),
                pair(
                        "an enum that grows",
                        "",
                        "CREATE TYPE mood AS ENUM ('b', 'd')",
                        "CREATE TYPE mood AS ENUM ('a', 'b', 'c', 'd', 'e')"),
                pair(
                        "an enum that shrinks under a table and a view",
                        "",
                        "CREATE TYPE mood AS ENUM ('a', 'b', 'c');; CREATE TABLE t (m mood DEFAULT 'a', n mood[]);;"
                                + "CREATE VIEW v AS SELECT m FROM t WHERE m = 'a';; CREATE INDEX i ON t (m) WHERE m = 'a'",
                        "CREATE TYPE mood AS ENUM ('c', 'a');; CREATE TABLE t (m mood DEFAULT 'a', n mood[]);;"
                                + "CREATE VIEW v AS SELECT m FROM t WHERE m = 'a';; CREATE INDEX i ON t (m) WHERE m = 'a'"),
                pair(
                        "an enum that shrinks under a function, and constants of it",
                        "",
                        "CREATE TYPE mood AS ENUM ('a', 'b', 'c');; CREATE TABLE t (a text, CONSTRAINT c CHECK (a <> 'a'::mood::text));;"
                                + "CREATE FUNCTION f(m mood) RETURNS mood LANGUAGE sql AS 'SELECT m';;"
                                + "CREATE VIEW v AS SELECT 'a'::mood AS m",
                        "CREATE TYPE mood AS ENUM ('c', 'a');; CREATE TABLE t (a text, CONSTRAINT c CHECK (a <> 'a'::mood::text));;"
                                + "CREATE FUNCTION f(m mood) RETURNS mood LANGUAGE sql AS 'SELECT m';;"
                                + "CREATE VIEW v AS SELECT 'a'::mood AS m"),
                pair(
                        "an enum that shrinks, and the default with it",
                        "",
                        "CREATE TYPE mood AS ENUM ('a', 'b', 'c');; CREATE TABLE t (m mood NOT NULL DEFAULT 'b')",
                        "CREATE TYPE mood AS ENUM ('a', 'c');; CREATE TABLE t (m mood NOT NULL DEFAULT 'c')"),
                pair(
                        "nothing but names of parts",
                        "",
                        "CREATE TABLE t (a integer PRIMARY KEY, b text CONSTRAINT b_one CHECK (b > ''), c serial UNIQUE,"
                                + " d integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME one), CONSTRAINT f_one FOREIGN KEY (c)"
                                + " REFERENCES t);; CREATE INDEX i_one ON t (b)",
                        "CREATE TABLE t (a integer CONSTRAINT k PRIMARY KEY, b text CONSTRAINT b_other CHECK (b > ''), c serial"
                                + " CONSTRAINT u UNIQUE, d integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME other), CONSTRAINT"
                                + " f_other FOREIGN KEY (c) REFERENCES t);; CREATE INDEX i_other ON t (b);;"
                                + " ALTER SEQUENCE t_c_seq RENAME TO s_other"),
                pair(
                        "a domain",
                        "",
                        "CREATE DOMAIN d AS integer DEFAULT 1 CONSTRAINT p CHECK (VALUE > 0)",
                        "CREATE DOMAIN d AS integer NOT NULL CONSTRAINT q CHECK (VALUE > 1);; COMMENT ON DOMAIN d IS 'x'"),
                pair("a domain in a table", "", "", "CREATE DOMAIN d AS text COLLATE \"C\";; CREATE TABLE t (a d)"),
                pair(
                        "a composite type",
                        "",
                        "CREATE TYPE c AS (a integer, b text)",
                        "CREATE TYPE c AS (a bigint, x date)"),
                pair(
                        "a type of a type",
                        "",
                        "",
                        "CREATE TYPE z AS (a integer);; CREATE TYPE c AS (b z);; CREATE TABLE t (a c, b z[])"),
                pair(
                        "a sequence",
                        "",
                        "CREATE SEQUENCE s",
                        "CREATE SEQUENCE s AS integer INCREMENT BY 5 MAXVALUE 90 CYCLE"),
                pair(
                        "a sequence in a default",
                        "",
                        "",
                        "CREATE SEQUENCE s;; CREATE TABLE t (a integer DEFAULT nextval('s'))"),
                pair(
                        "a sequence with its column",
                        T + ";; CREATE SEQUENCE s",
                        "ALTER SEQUENCE s OWNED BY t.a",
                        "ALTER SEQUENCE s OWNED BY t.id"),
                pair("an extension", "", "", "CREATE EXTENSION hstore;; CREATE TABLE t (a hstore)"),
                pair(
                        "a table with options",
                        "",
                        "CREATE TABLE t (a integer) WITH (fillfactor = 70, autovacuum_enabled = false)",
                        "CREATE UNLOGGED TABLE t (a integer) WITH (fillfactor = 60)"),
                pair("replica identity", T, "", "ALTER TABLE t REPLICA IDENTITY FULL"),
                pair(
                        "partitions",
                        "",
                        "",
                        "CREATE TABLE p (a integer NOT NULL, d date NOT NULL, PRIMARY KEY (a, d)) PARTITION BY RANGE (d);;"
                                + "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');;"
                                + "CREATE TABLE p2 PARTITION OF p DEFAULT;; CREATE INDEX i ON p (d);; ALTER TABLE p2 ALTER a SET DEFAULT 5"),
                pair(
                        "one more partition",
                        "CREATE TABLE p (d date) PARTITION BY RANGE (d)",
                        "",
                        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"),
                pair(
                        "a partition is attached",
                        "CREATE TABLE p (d date) PARTITION BY LIST (d);; CREATE TABLE p1 (d date)",
                        "",
                        "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN ('2024-01-01')"),
                pair(
                        "a partition stays, its whole goes",
                        "CREATE TABLE r (a integer PRIMARY KEY)",
                        "CREATE TABLE p (a integer PRIMARY KEY CONSTRAINT f REFERENCES r, b text CONSTRAINT c CHECK (b > ''))"
                                + " PARTITION BY LIST (a);; CREATE INDEX i ON p (b);;"
                                + "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);;"
                                + "CREATE TABLE s (a integer REFERENCES p)",
                        "CREATE TABLE p1 (a integer PRIMARY KEY CONSTRAINT f REFERENCES r, b text CONSTRAINT c CHECK (b > ''));;"
                                + "CREATE INDEX p1_b_idx ON p1 (b);; CREATE TABLE s (a integer)"),
                pair(
                        "columns of a table with partitions",
                        "CREATE TABLE z (a integer)",
                        "CREATE TABLE p (a integer, b text, c integer DEFAULT 1, d varchar(5), e integer NOT NULL)"
                                + " PARTITION BY LIST (a);; CREATE TABLE a1 PARTITION OF p FOR VALUES IN (1);;"
                                + "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (a);;"
                                + "CREATE TABLE b2 PARTITION OF p2 DEFAULT;; ALTER TABLE b2 ALTER c SET DEFAULT 7;;"
                                + "CREATE INDEX i ON p (b);; CREATE VIEW v AS SELECT a, d FROM p;; CREATE VIEW w AS SELECT d FROM a1",
                        "ALTER TABLE z ADD b text;;"
                                + "CREATE TABLE p (a integer, c bigint DEFAULT 2, d text NOT NULL, e integer, f date NOT NULL DEFAULT '2024-01-01',"
                                + " g integer, h integer GENERATED ALWAYS AS (a + 1) STORED)"
                                + " PARTITION BY LIST (a);; CREATE TABLE a1 PARTITION OF p FOR VALUES IN (1);;"
                                + "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (a);;"
                                + "CREATE TABLE b2 PARTITION OF p2 DEFAULT;; ALTER TABLE b2 ALTER c SET DEFAULT 7;;"
                                + "ALTER TABLE a1 ALTER f SET DEFAULT '2024-01-02';; ALTER TABLE p ALTER g SET STATISTICS 9;;"
                                + "COMMENT ON COLUMN a1.g IS 'x';; CREATE TABLE a0 PARTITION OF p FOR VALUES IN (0);;"
                                + "ALTER TABLE a0 ALTER f SET DEFAULT '2024-01-03';; ALTER TABLE a0 ADD PRIMARY KEY (g);;"
                                + "CREATE INDEX i ON p (f);; CREATE VIEW v AS SELECT a, d FROM p;; CREATE VIEW w AS SELECT d FROM a1"),
                pair(
                        "an enum that shrinks under partitions",
                        "",
                        "CREATE TYPE mood AS ENUM ('a', 'b', 'c');; CREATE TABLE p (a integer, m mood DEFAULT 'a')"
                                + " PARTITION BY LIST (a);; CREATE TABLE a1 PARTITION OF p FOR VALUES IN (1);;"
                                + "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);; ALTER TABLE a1 ALTER m DROP DEFAULT;;"
                                + "ALTER TABLE p2 ALTER m SET DEFAULT 'c'",
                        "CREATE TYPE mood AS ENUM ('a', 'c');; CREATE TABLE p (a integer, m mood DEFAULT 'a')"
                                + " PARTITION BY LIST (a);; CREATE TABLE a1 PARTITION OF p FOR VALUES IN (1);;"
                                + "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);; ALTER TABLE a1 ALTER m DROP DEFAULT;;"
                                + "ALTER TABLE p2 ALTER m SET DEFAULT 'c'"),
                pair(
                        "columns of a parent and of a child that stands before it",
                        "CREATE TABLE z (a integer)",
                        "CREATE TABLE parent (a integer, b text);; CREATE TABLE child (x integer, b text) INHERITS (parent)",
                        "CREATE TABLE parent (a bigint NOT NULL, x integer, c date DEFAULT '2024-01-01');;"
                                + "CREATE TABLE child (x integer, b text) INHERITS (parent);; ALTER TABLE child ALTER c DROP DEFAULT;;"
                                + "CREATE VIEW v AS SELECT a FROM child;; ALTER TABLE z ADD b text"),
                pair(
                        "partitions change their places",
                        "CREATE TABLE p (a integer PRIMARY KEY, b text CONSTRAINT c CHECK (b > '')) PARTITION BY LIST (a)",
                        "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);; CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)",
                        "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (2);; CREATE TABLE p2 PARTITION OF p FOR VALUES IN (1)"),
                pair(
                        "a table that inherits and says something else of a column",
                        "CREATE TABLE a (id integer, kind text DEFAULT 'a', n integer DEFAULT 1)",
                        "",
                        "CREATE TABLE b (x integer) INHERITS (a);; ALTER TABLE b ALTER kind SET DEFAULT 'b';;"
                                + "ALTER TABLE b ALTER id SET NOT NULL;; ALTER TABLE b ALTER n DROP DEFAULT;;"
                                + "COMMENT ON COLUMN b.kind IS 'x';; ALTER TABLE b ALTER kind SET STATISTICS 50"),
                pair(
                        "a table that inherits from two",
                        "CREATE TABLE a (id integer DEFAULT 1);; CREATE TABLE c (id integer DEFAULT 1, n integer NOT NULL)",
                        "",
                        "CREATE TABLE b (x integer) INHERITS (a, c);; ALTER TABLE b ALTER id SET DEFAULT 2"),
                pair(
                        "identity where a sequence was",
                        "",
                        "CREATE TABLE people (id serial PRIMARY KEY)",
                        "CREATE TABLE people (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)"),
                pair(
                        "extensions of which one needs the other",
                        "",
                        "",
                        "CREATE EXTENSION cube;; CREATE EXTENSION earthdistance"),
                pair(
                        "a comment on an exclusion",
                        "CREATE TABLE t (a daterange)",
                        "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (a WITH &&)",
                        "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (a WITH &&);; COMMENT ON CONSTRAINT x ON t IS 'it''s'"),
                pair(
                        "a key that a partition had before",
                        "",
                        "",
                        "CREATE TABLE p (a integer UNIQUE, b text) PARTITION BY LIST (a);;"
                                + "CREATE TABLE p1 (a integer CONSTRAINT mine UNIQUE, b text);;"
                                + "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);; COMMENT ON CONSTRAINT mine ON p1 IS 'x';;"
                                + "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)"),
                pair(
                        "a trigger that is disabled on a partition",
                        "CREATE TABLE p (a integer) PARTITION BY LIST (a);; CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);;"
                                + "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;;"
                                + "CREATE TRIGGER audit BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION g()",
                        "",
                        "ALTER TABLE p1 DISABLE TRIGGER audit"),
                pair(
                        "operators of another schema in an index",
                        "DROP SCHEMA IF EXISTS extensions CASCADE;; CREATE SCHEMA extensions;;"
                                + "CREATE EXTENSION pg_trgm SCHEMA extensions;; CREATE TABLE t (b text)",
                        "",
                        "CREATE INDEX i ON t USING gin (b extensions.gin_trgm_ops)"),
                pair(
                        "a table that inherits",
                        "CREATE TABLE parent (a integer CHECK (a > 0))",
                        "",
                        "CREATE TABLE child (b integer) INHERITS (parent)"));
    }

    /** What PostgreSQL has learned since 13. */
    static Stream<Pair> newerPairs() {
        return Stream.of(
                pair(
                        "a column that is computed when it is read",
                        "",
                        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL)",
                        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 2) STORED)"),
                pair(
                        "another expression when it is read",
                        "",
                        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL)",
                        "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 2) VIRTUAL)"),
                pair(
                        "NOT NULL with a name",
                        "",
                        "CREATE TABLE t (a integer, b integer NOT NULL)",
                        "CREATE TABLE t (a integer CONSTRAINT a_is_there NOT NULL, b integer CONSTRAINT b_is_there NOT NULL)"),
                pair(
                        "identity of a table with partitions",
                        "",
                        "CREATE TABLE p (a integer NOT NULL, b integer NOT NULL) PARTITION BY LIST (b);;"
                                + "CREATE TABLE a1 PARTITION OF p FOR VALUES IN (1);; CREATE TABLE p2 (a integer CONSTRAINT p_a_not_null NOT NULL,"
                                + " b integer CONSTRAINT p_b_not_null NOT NULL)",
                        "CREATE TABLE p (a integer GENERATED ALWAYS AS IDENTITY, b integer NOT NULL) PARTITION BY LIST (b);;"
                                + "CREATE TABLE a1 PARTITION OF p FOR VALUES IN (1);; CREATE TABLE p2 (a integer CONSTRAINT p_a_not_null NOT NULL,"
                                + " b integer CONSTRAINT p_b_not_null NOT NULL);;"
                                + "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2)"),
                pair("NOT NULL for new rows", T, "", "ALTER TABLE t ADD CONSTRAINT n NOT NULL a NOT VALID"),
                pair(
                        "a check that is not enforced",
                        T,
                        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
                        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED"),
                pair(
                        "a foreign key that is not enforced",
                        T + ";; CREATE TABLE s (a integer)",
                        "ALTER TABLE s ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t",
                        "ALTER TABLE s ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t NOT ENFORCED"),
                pair(
                        "a key in which NULL is a value",
                        T,
                        "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a)",
                        "ALTER TABLE t ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (a)"),
                pair(
                        "a key without overlaps",
                        "CREATE TABLE t (a int4range NOT NULL, d daterange NOT NULL)",
                        "",
                        "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a, d WITHOUT OVERLAPS)"),
                pair(
                        "functions whose bodies are no texts and call another one",
                        "",
                        "",
                        "CREATE FUNCTION b() RETURNS integer RETURN 1;; CREATE FUNCTION a() RETURNS integer RETURN b();;"
                                + "CREATE FUNCTION c() RETURNS integer BEGIN ATOMIC SELECT b(); END"),
                pair(
                        "functions whose bodies are no texts, and views",
                        "CREATE TABLE u (id integer, ok boolean)",
                        "",
                        "CREATE VIEW active AS SELECT * FROM u WHERE ok;;"
                                + "CREATE FUNCTION b() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM active; END;;"
                                + "CREATE VIEW counted AS SELECT b() AS n;;"
                                + "CREATE FUNCTION a() RETURNS bigint RETURN (SELECT n FROM counted)"),
                pair(
                        "another type under a function whose body is no text",
                        "",
                        "CREATE TABLE u (id integer, ok boolean);;"
                                + "CREATE FUNCTION b() RETURNS bigint RETURN (SELECT max(id) FROM u)",
                        "CREATE TABLE u (id bigint, ok boolean);;"
                                + "CREATE FUNCTION b() RETURNS bigint RETURN (SELECT max(id) FROM u)"),
                pair(
                        "an exclusion of a table with partitions",
                        "CREATE TABLE p (a int4range, d daterange) PARTITION BY LIST (a);;"
                                + "CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('[1,2)')",
                        "",
                        "ALTER TABLE p ADD CONSTRAINT x EXCLUDE USING gist (a WITH =, d WITH &&)"),
                pair("a compression", T, "", "ALTER TABLE t ALTER b SET COMPRESSION pglz"),
                pair(
                        "a foreign key that sets one column to NULL",
                        "CREATE TABLE t (a integer, b integer, PRIMARY KEY (a, b));; CREATE TABLE s (a integer, b integer)",
                        "",
                        "ALTER TABLE s ADD CONSTRAINT f FOREIGN KEY (a, b) REFERENCES t ON DELETE SET NULL (b)"),
                pair(
                        "a view with the rights of its reader",
                        T,
                        "CREATE VIEW v AS SELECT a FROM t",
                        "CREATE VIEW v WITH (security_invoker) AS SELECT a FROM t"));
    }

    private void build(List<String> statements) throws Exception {
        execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        migrations.clear();
        execute(statements.toArray(String[]::new));
    }

    private Snapshot read() {
        return sorted(Ledger.of(observer).snapshot());
    }

    /** PostgreSQL cannot move a column. */
    static Snapshot sorted(Snapshot snapshot) {
        return snapshot.withTables(snapshot.tables().stream()
                .map(table -> table.withColumns(table.columns().stream()
                        .sorted(Comparator.comparing(Column::name))
                        .toList()))
                .toList());
    }

    private void lead(Snapshot to) {
        SchemaScript script = writer.script(Ledger.of(observer).snapshot(), to);
        assertThat(script.unwritten()).isEmpty();
        run(script);
        assertThat(read().text())
                .as(String.join(
                        ";\n",
                        script.statements().stream().map(SchemaStatement::sql).toList()))
                .isEqualTo(sorted(to).text());
    }

    private void run(SchemaScript script) {
        StringBuilder text = new StringBuilder();
        if (script.statements().stream().anyMatch(SchemaStatement::alone)) {
            text.append("-- ledger: transaction=none\n");
        }
        script.statements().forEach(one -> text.append(one.sql()).append(";\n"));
        migrations.put("%04d_step.sql".formatted(migrations.size() + 1), text.toString());
        try {
            Migrator.of(observer)
                    .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, migrations))
                    .onExisting(OnExisting.RUN)
                    .replacePlaceholders(false)
                    .build()
                    .migrate();
        } catch (LedgerException e) {
            throw new AssertionError(text.toString(), e);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void leadsThereAndBackAndFromNothing(Pair pair) throws Exception {
        List<String> all = new ArrayList<>(pair.common());
        all.addAll(pair.other());
        build(all);
        Snapshot other = Ledger.of(observer).snapshot();
        assertThat(writer.script(other, other).statements()).isEmpty();
        build(List.of());
        lead(other);
        all = new ArrayList<>(pair.common());
        all.addAll(pair.one());
        build(all);
        Snapshot one = Ledger.of(observer).snapshot();
        assertThat(one).isNotEqualTo(other);
        lead(other);
        lead(one);
    }

    @ParameterizedTest
    @MethodSource("newerPairs")
    void leadsThereWithWhatIsNewer(Pair pair) throws Exception {
        leadsThereAndBackAndFromNothing(pair);
    }

    /** Rows stay where their table is changed, and their values where a type becomes another. */
    @Test
    void rowsStay() throws Exception {
        build(
                split(
                        "CREATE TYPE mood AS ENUM ('a', 'b', 'c');; CREATE TABLE t (id integer PRIMARY KEY, n integer, s text,"
                                + " m mood, w varchar(9));; INSERT INTO t VALUES (1, 7, '8', 'c', 'x'), (2, NULL, NULL, 'a', NULL)"));
        Snapshot before = Ledger.of(observer).snapshot();
        build(
                split(
                        "CREATE TYPE mood AS ENUM ('c', 'a');; CREATE TABLE t (id bigint PRIMARY KEY, n text DEFAULT 'n', s integer,"
                                + " m mood, w text, more integer);; CREATE VIEW v AS SELECT n, m FROM t;; CREATE INDEX i ON t (m) WHERE m = 'a'"));
        Snapshot after = Ledger.of(observer).snapshot();
        build(
                split(
                        "CREATE TYPE mood AS ENUM ('a', 'b', 'c');; CREATE TABLE t (id integer PRIMARY KEY, n integer, s text,"
                                + " m mood, w varchar(9));; INSERT INTO t VALUES (1, 7, '8', 'c', 'x'), (2, NULL, NULL, 'a', NULL)"));
        lead(after);
        assertThat(rows("SELECT id, n, s, m, w, more FROM t ORDER BY id")).containsExactly("(1,7,8,c,x,)", "(2,,,a,,)");
        lead(before);
        assertThat(rows("SELECT id, n, s, m, w FROM t ORDER BY id")).containsExactly("(1,7,8,c,x)", "(2,,,a,)");
    }

    /** A partition goes with its whole, so that it has to be detached before. */
    @Test
    void theRowsOfAPartitionThatStaysAreKept() throws Exception {
        build(split("CREATE TABLE p1 (a integer PRIMARY KEY)"));
        Snapshot after = Ledger.of(observer).snapshot();
        build(split("CREATE TABLE p (a integer PRIMARY KEY) PARTITION BY LIST (a);;"
                + "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);; INSERT INTO p VALUES (1)"));
        lead(after);
        assertThat(rows("SELECT a FROM p1")).containsExactly("(1)");
    }

    @Test
    void whatRefersToAPartitionThatGoesIsTold() throws Exception {
        build(split(
                "CREATE TABLE p (a integer PRIMARY KEY) PARTITION BY LIST (a);; CREATE TABLE p1 (a integer PRIMARY KEY);;"
                        + "CREATE TABLE s (a integer REFERENCES p)"));
        Snapshot after = Ledger.of(observer).snapshot();
        build(split("CREATE TABLE p (a integer PRIMARY KEY) PARTITION BY LIST (a);;"
                + "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);; CREATE TABLE s (a integer REFERENCES p)"));
        assertThat(losses(Ledger.of(observer).snapshot(), after))
                .containsExactly("fails where other tables refer to rows of p1");
        lead(after);
    }

    /** PostgreSQL keeps what was granted where a view is replaced. */
    @Test
    void whatWasGrantedOnAViewStaysWhereAColumnIsAppended() throws Exception {
        build(split(T + ";; CREATE VIEW v AS SELECT a, b FROM t WHERE a > 0"));
        Snapshot after = Ledger.of(observer).snapshot();
        build(split(T + ";; CREATE VIEW v AS SELECT a FROM t;; GRANT SELECT ON v TO PUBLIC"));
        assertThat(losses(Ledger.of(observer).snapshot(), after)).isEmpty();
        lead(after);
        assertThat(rows("SELECT has_table_privilege('pg_monitor', 'v', 'SELECT')"))
                .containsExactly("(t)");
    }

    @Test
    void whatWasGrantedIsLostWhereAViewOrAFunctionIsMadeAgain() throws Exception {
        build(split(T + ";; CREATE VIEW v AS SELECT b FROM t;; CREATE VIEW w AS SELECT 1 AS one;;"
                + "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';;"
                + "CREATE FUNCTION g() RETURNS integer LANGUAGE sql AS 'SELECT 1'"));
        Snapshot one = Ledger.of(observer).snapshot();
        build(split(T + ";; CREATE VIEW v AS SELECT a FROM t;;"
                + "CREATE FUNCTION f(b integer) RETURNS integer LANGUAGE sql AS 'SELECT b'"));
        Snapshot other = Ledger.of(observer).snapshot();
        assertThat(losses(one, other))
                .containsExactlyInAnyOrder(
                        "drops view v and makes it again: what was granted on it is lost",
                        "drops function f(a integer) and makes it again: what was granted on it, or revoked, is lost");
    }

    @Test
    void whatIsComputedCanBeNull() throws Exception {
        build(split("CREATE TABLE t (a integer, b integer NOT NULL GENERATED ALWAYS AS (a + 1) STORED)"));
        Snapshot after = Ledger.of(observer).snapshot();
        build(split("CREATE TABLE t (a integer)"));
        SchemaScript script = writer.script(Ledger.of(observer).snapshot(), after);
        assertThat(script.statements().stream().flatMap(one -> one.loss().stream()))
                .containsExactly("fails where t.b is computed to be NULL");
        execute("INSERT INTO t VALUES (NULL)");
        assertThatThrownBy(() -> execute(script.statements().get(0).sql()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23502"));
    }

    /** Databases name parts after tables and columns; a rename of these is no loss. */
    @Test
    void whatGetsAnotherNameIsNotMadeAnew() throws Exception {
        build(split("CREATE TABLE persons (id serial PRIMARY KEY, email text UNIQUE);;"
                + " CREATE TABLE pets (owner integer REFERENCES persons)"));
        Snapshot after = Ledger.of(observer).snapshot();
        build(split("CREATE TABLE people (id serial PRIMARY KEY, mail text UNIQUE);;"
                + " CREATE TABLE pets (owner integer REFERENCES people)"));
        execute(
                writer.renameTable("people", "persons").sql(),
                writer.renameColumn("persons", "mail", "email").sql());
        SchemaScript script = writer.script(Ledger.of(observer).snapshot(), after);
        assertThat(script.statements())
                .extracting(SchemaStatement::sql)
                .filteredOn(sql -> !sql.contains("not_null")) // NOT NULL has a name since PostgreSQL 18
                .containsExactlyInAnyOrder(
                        "ALTER SEQUENCE people_id_seq RENAME TO persons_id_seq",
                        "ALTER TABLE persons RENAME CONSTRAINT people_mail_key TO persons_email_key",
                        "ALTER TABLE persons RENAME CONSTRAINT people_pkey TO persons_pkey");
        assertThat(script.statements()).allMatch(one -> one.loss().isEmpty());
        lead(after);
    }

    @Test
    void theNumbersOfAnIdentityAreLost() throws Exception {
        build(split("CREATE TABLE people (id serial PRIMARY KEY)"));
        Snapshot serial = Ledger.of(observer).snapshot();
        build(split("CREATE TABLE people (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)"));
        Snapshot identity = Ledger.of(observer).snapshot();
        assertThat(losses(serial, identity)).containsExactly("drops sequence people_id_seq: where it stands is lost");
        assertThat(losses(identity, serial))
                .containsExactly("drops the identity of people.id: where it stands is lost");
    }

    @Test
    void newNumbersGoOnBehindThoseOfTheRows() throws Exception {
        build(split("CREATE TABLE people (id integer NOT NULL, n serial, \"Odd 'n\" bigint"
                + " GENERATED BY DEFAULT AS IDENTITY (START WITH -1 INCREMENT BY -1 MINVALUE -9 MAXVALUE 9));;"
                + "CREATE TABLE none (id serial)"));
        Snapshot one = Ledger.of(observer).snapshot();
        build(split("CREATE TABLE people (id integer GENERATED BY DEFAULT AS IDENTITY, n integer NOT NULL,"
                + " \"Odd 'n\" bigint NOT NULL);; CREATE TABLE none (id integer NOT NULL)"));
        Snapshot other = Ledger.of(observer).snapshot();
        execute("INSERT INTO people VALUES (7, 40, -3), (2, 41, 5)");
        lead(one);
        execute("INSERT INTO people (id) VALUES (9)", "INSERT INTO none VALUES (DEFAULT)");
        assertThat(rows("SELECT * FROM people UNION ALL SELECT id, id, id FROM none ORDER BY 1"))
                .containsExactly("(1,1,1)", "(2,41,5)", "(7,40,-3)", "(9,42,-4)");
        lead(other);
        execute("INSERT INTO people (n, \"Odd 'n\") VALUES (0, 0)");
        assertThat(rows("SELECT max(id) FROM people")).containsExactly("(10)");
    }

    private List<String> losses(Snapshot from, Snapshot to) {
        return writer.script(from, to).statements().stream()
                .flatMap(one -> one.loss().stream())
                .toList();
    }

    @Test
    void typesThatHoldAnEnumThatShrinksAreTold() throws Exception {
        String types = "CREATE DOMAIN d AS mood;; CREATE TYPE c AS (m mood)";
        build(split("CREATE TYPE mood AS ENUM ('a', 'b');; " + types));
        Snapshot one = Ledger.of(observer).snapshot();
        build(split("CREATE TYPE mood AS ENUM ('a');; " + types));
        assertThat(writer.script(one, Ledger.of(observer).snapshot()).unwritten())
                .containsExactly(
                        "domain d: holds enum mood, of which values go", "type c: holds enum mood, of which values go");
    }

    /** ADD VALUE commits what stands before it, and what stands behind it may fail. */
    @Test
    void valuesAreAddedBeforeAllElse() throws Exception {
        build(
                split(
                        "CREATE TYPE mood AS ENUM ('a');; CREATE TABLE t (a integer, b serial);; CREATE VIEW v AS SELECT a FROM t"));
        Snapshot one = Ledger.of(observer).snapshot();
        build(split("CREATE TYPE mood AS ENUM ('a', 'b');; CREATE TABLE t (a integer NOT NULL, b serial);;"
                + "ALTER SEQUENCE t_b_seq RENAME TO s"));
        Snapshot other = Ledger.of(observer).snapshot();
        assertThat(writer.script(one, other).statements())
                .extracting(SchemaStatement::sql)
                .startsWith("ALTER TYPE mood ADD VALUE 'b'", "ALTER SEQUENCE t_b_seq RENAME TO s", "DROP VIEW v");
    }

    @Test
    void aTypeThatBecomesWiderLosesNothing() throws Exception {
        List<String> types = List.of(
                "smallint",
                "integer",
                "bigint",
                "varchar(5)",
                "varchar(9)",
                "text",
                "numeric(5,2)",
                "numeric(7,3)",
                "numeric");
        List<String> wider = new ArrayList<>();
        for (String from : types) {
            for (String to : types) {
                if (!from.equals(to) && losses(tableOf(from), tableOf(to)).isEmpty()) {
                    wider.add(from + " " + to);
                }
            }
        }
        assertThat(wider)
                .containsExactly(
                        "smallint integer",
                        "smallint bigint",
                        "integer bigint",
                        "varchar(5) varchar(9)",
                        "varchar(5) text",
                        "varchar(9) text",
                        "numeric(5,2) numeric(7,3)",
                        "numeric(5,2) numeric",
                        "numeric(7,3) numeric");
        assertThat(losses(tableOf("text"), tableOf("text COLLATE \"C\""))).hasSize(1);
        assertThat(losses(tableOf("varchar(5)"), tableOf("text COLLATE \"C\""))).hasSize(1);
        assertThat(losses(tableOf("numeric(5,2)"), tableOf("numeric(6,4)"))).hasSize(1);
    }

    @Test
    void whatCanFailWhereThereAreRowsIsTold() throws Exception {
        assertThat(lossesBetween(
                        "CREATE TABLE p (a integer) PARTITION BY LIST (a);; CREATE TABLE rest PARTITION OF p DEFAULT",
                        "",
                        "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)"))
                .containsExactly("can fail where rows of rest belong to p1");
        assertThat(lossesBetween("", "CREATE SEQUENCE s", "CREATE SEQUENCE s MAXVALUE 90"))
                .containsExactly("can fail where sequence s stands beyond that");
        assertThat(lossesBetween("", "CREATE SEQUENCE s MAXVALUE 90", "CREATE SEQUENCE s"))
                .isEmpty();
        assertThat(lossesBetween(
                        "",
                        "CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY)",
                        "CREATE TABLE t (a integer GENERATED ALWAYS AS IDENTITY (MINVALUE 5 START 5))"))
                .containsExactly("can fail where the numbers of t.a stand beyond that");
        assertThat(lossesBetween(T, "", "ALTER TABLE t SET UNLOGGED"))
                .containsExactly("the rows of t go where the server crashes");
        assertThat(lossesBetween("", T + ";; ALTER TABLE t SET UNLOGGED", T)).isEmpty();
    }

    @Test
    void columnsThatCannotBeFilledAreTold() throws Exception {
        assertThat(lossesBetween(T, "", "ALTER TABLE t ADD c integer GENERATED ALWAYS AS (1 / a) STORED"))
                .containsExactly("can fail where t.c of a row cannot be computed");
        assertThat(lossesBetween(
                        T, "", "ALTER TABLE t ADD c text GENERATED ALWAYS AS (lower(b) || ' it''s ' || b) STORED"))
                .isEmpty();
        String domains =
                T + ";; CREATE DOMAIN d AS integer NOT NULL;; CREATE DOMAIN e AS d;; CREATE DOMAIN f AS d DEFAULT 1";
        assertThat(lossesBetween(domains, "", "ALTER TABLE t ADD c e"))
                .containsExactly("fails where t has rows: the new column c has no default, and e refuses NULL");
        assertThat(lossesBetween(domains, "", "ALTER TABLE t ADD c f;; ALTER TABLE t ADD g d DEFAULT 2"))
                .isEmpty();
    }

    private List<String> lossesBetween(String common, String one, String other) throws Exception {
        build(split(common + ";;" + one));
        Snapshot from = Ledger.of(observer).snapshot();
        build(split(common + ";;" + other));
        return losses(from, Ledger.of(observer).snapshot());
    }

    @Test
    void whatWasComputedKeepsItsValues() throws Exception {
        build(List.of("CREATE TABLE t (a bigint, b bigint DEFAULT 5)"));
        Snapshot after = Ledger.of(observer).snapshot();
        build(List.of(
                "CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED, c integer GENERATED ALWAYS AS (a) STORED)",
                "INSERT INTO t VALUES (1)",
                "CREATE VIEW v AS SELECT 1 AS one"));
        SchemaScript script = writer.script(Ledger.of(observer).snapshot(), after);
        assertThat(script.statements().stream().flatMap(one -> one.loss().stream()))
                .containsExactly("drops column t.c");
        lead(after);
        assertThat(rows("SELECT a, b FROM t")).containsExactly("(1,2)");
    }

    private Snapshot tableOf(String type) throws Exception {
        build(List.of("CREATE TABLE t (a " + type + ")"));
        return Ledger.of(observer).snapshot();
    }

    /** To make a key anew reads all rows, and takes the foreign keys with it. */
    @Test
    void aCommentMakesNothingAnew() throws Exception {
        String tables = "CREATE TABLE t (a integer CONSTRAINT k PRIMARY KEY, b integer CONSTRAINT c CHECK (b > 0));;"
                + "CREATE TABLE s (a integer CONSTRAINT f REFERENCES t);; CREATE INDEX i ON t (b);;"
                + "CREATE POLICY p ON t USING (b > 1);;";
        build(split(tables));
        Snapshot one = Ledger.of(observer).snapshot();
        build(split(tables + "COMMENT ON CONSTRAINT k ON t IS '1';; COMMENT ON CONSTRAINT c ON t IS '2';;"
                + "COMMENT ON CONSTRAINT f ON s IS '3';; COMMENT ON INDEX i IS '4';; COMMENT ON POLICY p ON t IS '5'"));
        Snapshot other = Ledger.of(observer).snapshot();
        assertThat(writer.script(one, other).statements())
                .hasSize(5)
                .allMatch(statement -> statement.sql().startsWith("COMMENT ON ")
                        && statement.loss().isEmpty());
        lead(one);
        lead(other);
    }

    @Test
    void aConstraintIsValidatedAndNotMadeAnew() throws Exception {
        String tables = "CREATE TABLE t (a integer PRIMARY KEY);; CREATE TABLE s (a integer);;";
        String constraint = "ALTER TABLE s ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t";
        build(split(tables + constraint));
        Snapshot valid = Ledger.of(observer).snapshot();
        build(split(tables + constraint + " NOT VALID"));
        assertThat(writer.script(Ledger.of(observer).snapshot(), valid).statements())
                .containsExactly(SchemaStatement.losing(
                        "ALTER TABLE s VALIDATE CONSTRAINT f", "can fail where rows of s refer to none of t"));
        lead(valid);
    }

    @Test
    void thePrimaryKeyThatAPartitionHadBeforeKeepsItsName() throws Exception {
        build(split("CREATE TABLE p (a integer PRIMARY KEY) PARTITION BY LIST (a);;"
                + "CREATE TABLE p1 (a integer CONSTRAINT mine PRIMARY KEY);;"
                + "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);; COMMENT ON CONSTRAINT mine ON p1 IS 'x'"));
        Snapshot to = Ledger.of(observer).snapshot();
        build(List.of());
        run(writer.script(Ledger.of(observer).snapshot(), to));
        assertThat(read().tables())
                .extracting(Table::primaryKey)
                .containsExactlyElementsOf(
                        to.tables().stream().map(Table::primaryKey).toList());
    }

    @Test
    void foreignKeysThatAreTurnedOffAreTold() throws Exception {
        build(split(T + ";; CREATE TABLE s (a integer REFERENCES t);; ALTER TABLE s DISABLE TRIGGER ALL"));
        Snapshot off = Ledger.of(observer).snapshot();
        assertThat(writer.script(Snapshot.empty(off.dialect(), off.server()), off)
                        .unwritten())
                .singleElement()
                .asString()
                .contains("table s", "foreign keys disabled");
    }

    /** What the body names may be made later, and a client that reads a dump has no other order than that of its lines. */
    @Test
    void bodiesThatAreTextsAreNotCheckedWhereTheyAreMade() throws Exception {
        build(split(T));
        assertThat(fromNothing(Ledger.of(observer).snapshot())).noneMatch(sql -> sql.startsWith("SET "));
        build(split("CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'"));
        assertThat(fromNothing(Ledger.of(observer).snapshot())).first().isEqualTo("SET check_function_bodies = false");
    }

    private List<String> fromNothing(Snapshot to) {
        return writer.script(Snapshot.empty(to.dialect(), to.server()), to).statements().stream()
                .map(SchemaStatement::sql)
                .toList();
    }

    private List<String> rows(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = observer.createStatement();
                ResultSet rows = statement.executeQuery("SELECT q::text FROM (" + query + ") q")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Test
    void theWholeZooIsBuiltButForWhatIsTold() throws Exception {
        build(List.of(SnapshotTest.ZOO));
        Snapshot zoo = Ledger.of(observer).snapshot();
        SchemaScript script = writer.script(Snapshot.empty(zoo.dialect(), zoo.server()), zoo);
        assertThat(script.unwritten())
                .containsExactlyInAnyOrder(
                        "operator ===(integer,integer) is added",
                        "collation german is added",
                        "text search configuration plain is added",
                        "aggregate product(integer) is added",
                        "range type span is added");
        build(List.of());
        run(script);
        assertThat(sorted(read()).without(item -> zoo.others().contains(item)).text())
                .isEqualTo(
                        sorted(zoo).without(item -> zoo.others().contains(item)).text());
    }
}
