package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.migrationledger.Ledger;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.PartitionOf;
import io.migrationledger.spi.schema.Policy;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.View;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The schema of a database, read. */
class SnapshotTest extends PostgresTest {
    /** One of each kind. */
    static final String[] ZOO = {
        "CREATE EXTENSION hstore",
        "CREATE TYPE mood AS ENUM ('sad', 'so, so', 'happy')",
        "CREATE DOMAIN positive AS numeric(10,2) DEFAULT 1 NOT NULL CONSTRAINT above CHECK (VALUE > 0)",
        "CREATE TYPE place AS (street text, number integer)",
        "CREATE TYPE span AS RANGE (subtype = float8)",
        "CREATE SEQUENCE ticket AS integer INCREMENT BY 5 MINVALUE 10 MAXVALUE 1000 CACHE 3 CYCLE",
        "CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 7) PRIMARY KEY,"
                + " name varchar(40) COLLATE \"C\" NOT NULL, mood mood DEFAULT 'happy', at timestamptz DEFAULT '2024-01-01',"
                + " total positive, twice numeric GENERATED ALWAYS AS (id * 2) STORED, serial serial,"
                + " CONSTRAINT one UNIQUE (name, mood) DEFERRABLE INITIALLY DEFERRED)",
        "ALTER TABLE customer ADD CONSTRAINT long_name CHECK (length(name) > 1) NOT VALID",
        "ALTER TABLE customer ALTER COLUMN name SET STORAGE EXTERNAL, ALTER COLUMN name SET STATISTICS 50",
        "CREATE TABLE \"Order Line\" (id integer, customer bigint CONSTRAINT buyer REFERENCES customer ON DELETE CASCADE"
                + " ON UPDATE SET NULL, span daterange, EXCLUDE USING gist (span WITH &&), PRIMARY KEY (id) INCLUDE (customer))"
                + " WITH (fillfactor = 70)",
        "CREATE INDEX by_name ON customer USING btree (lower(name) DESC, mood NULLS FIRST, name text_pattern_ops)"
                + " INCLUDE (total) WHERE id > 3",
        "CREATE UNIQUE INDEX by_total ON customer (total) WITH (fillfactor = 50)",
        "CREATE VIEW happy AS SELECT id, name FROM customer WHERE mood = 'happy' WITH CHECK OPTION",
        "CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS number FROM customer",
        "CREATE UNIQUE INDEX counted_number ON counted (number)",
        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
        "CREATE FUNCTION add(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT a + b'",
        "CREATE FUNCTION add(a text) RETURNS text LANGUAGE sql AS 'SELECT a'",
        "CREATE PROCEDURE go() LANGUAGE sql AS 'SELECT 1'",
        "CREATE AGGREGATE product(integer) (SFUNC = int4mul, STYPE = integer, INITCOND = '1')",
        "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)",
        "CREATE TRIGGER touched BEFORE UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION touch()",
        "ALTER TABLE customer DISABLE TRIGGER touched",
        "CREATE STATISTICS together ON name, mood FROM customer",
        "CREATE TABLE sale (id integer, sold date NOT NULL, PRIMARY KEY (id, sold)) PARTITION BY RANGE (sold)",
        "CREATE TABLE sale_2024 PARTITION OF sale FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
        "CREATE INDEX sold ON sale (sold)",
        "CREATE TABLE parent (a integer CHECK (a > 0))",
        "CREATE TABLE child (b integer) INHERITS (parent)",
        "CREATE RULE nothing AS ON DELETE TO parent DO INSTEAD NOTHING",
        "CREATE UNLOGGED TABLE secret (owner name)",
        "ALTER TABLE secret ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY own ON secret AS RESTRICTIVE FOR SELECT USING (owner = current_user)",
        "CREATE COLLATION german (provider = icu, locale = 'de')",
        "CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple)",
        "COMMENT ON TABLE customer IS 'who buys'",
        "COMMENT ON COLUMN customer.name IS 'it''s their name'",
        "COMMENT ON TYPE place IS 'where'",
        "COMMENT ON INDEX by_name IS 'quick'",
        "COMMENT ON CONSTRAINT long_name ON customer IS 'not short'",
    };

    private Snapshot read() {
        return Ledger.of(observer).snapshot();
    }

    private Table table(String name) {
        return table(read(), name);
    }

    private static Table table(Snapshot snapshot, String name) {
        return snapshot.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsEveryObjectByKindAndName() throws Exception {
        execute(ZOO);
        assertThat(read().items().map(item -> item.kind() + " " + item.identity()))
                .containsExactly(
                        "table Order Line",
                        "table child",
                        "table customer",
                        "table parent",
                        "table sale",
                        "table sale_2024",
                        "table secret",
                        "materialized view counted",
                        "view happy",
                        "sequence customer_serial_seq",
                        "sequence ticket",
                        "enum mood",
                        "domain positive",
                        "type place",
                        "function add(a integer, b integer)",
                        "function add(a text)",
                        "procedure go",
                        "function touch",
                        "extension hstore",
                        "operator ===(integer,integer)",
                        "collation german",
                        "text search configuration plain",
                        "aggregate product(integer)",
                        "range type span");
        assertThat(read().server()).startsWith("PostgreSQL 1");
    }

    @Test
    void doesNotTellTheLeaseNorATrialThatWasCutOff() throws Exception {
        execute(
                "CREATE TABLE migration_ledger_lease (id INT)",
                "CREATE TABLE migration_ledger_trial (id INT)",
                "CREATE TABLE lease (id INT)");
        assertThat(read().items().map(item -> item.kind() + " " + item.identity()))
                .containsExactly("table lease");
    }

    @Test
    void tellsTablesByTheirColumnsAndConstraints() throws Exception {
        execute(ZOO);
        Table customer = table("customer");
        assertThat(customer.comment()).isEqualTo("who buys");
        assertThat(customer.columns())
                .extracting(Column::name, Column::type, Column::nullable)
                .containsExactly(
                        tuple("id", "bigint", false),
                        tuple("name", "character varying(40)", false),
                        tuple("mood", "mood", true),
                        tuple("at", "timestamp with time zone", true),
                        tuple("total", "positive", true),
                        tuple("twice", "numeric", true),
                        tuple("serial", "integer", false));
        assertThat(column(customer, "id").identity()).contains("always");
        assertThat(column(customer, "id").options())
                .containsEntry("sequence name", "customer_id_seq")
                .containsEntry(
                        "sequence", "START WITH 7 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1");
        assertThat(column(customer, "name").options())
                .containsExactlyInAnyOrderEntriesOf(Map.of("storage", "external", "statistics", "50"));
        assertThat(column(customer, "name").collation())
                .hasValueSatisfying(name -> assertThat(name).contains("C"));
        assertThat(column(customer, "name").comment()).isEqualTo("it's their name");
        assertThat(column(customer, "mood").defaultValue()).contains("'happy'::mood");
        assertThat(column(customer, "twice").generated())
                .hasValueSatisfying(generated -> assertThat(generated.stored()).isTrue());
        assertThat(column(customer, "serial").defaultValue()).contains("nextval('customer_serial_seq'::regclass)");
        assertThat(customer.keys())
                .containsExactly(
                        new Key("customer_pkey", true, List.of("id"), Map.of(), ""),
                        new Key("one", false, List.of("name", "mood"), Map.of("deferrable", "initially deferred"), ""));
        assertThat(customer.checks())
                .containsExactly(
                        new Check("long_name", "(length((name)::text) > 1)", Map.of("not valid", "true"), "not short"));
        assertThat(customer.triggers()).singleElement().satisfies(trigger -> {
            assertThat(trigger.definition())
                    .isEqualTo(
                            "CREATE TRIGGER touched BEFORE UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION touch()");
            assertThat(trigger.options()).containsExactly(Map.entry("enabled", "false"));
        });
        assertThat(customer.others())
                .extracting(Other::kind, Other::definition)
                .containsExactly(tuple("statistics", "CREATE STATISTICS together ON name, mood FROM customer"));

        Table order = table("Order Line");
        assertThat(order.options()).containsExactly(Map.entry("with", "fillfactor=70"));
        assertThat(order.primaryKey())
                .hasValueSatisfying(key ->
                        assertThat(key.options()).containsEntry("definition", "PRIMARY KEY (id) INCLUDE (customer)"));
        assertThat(order.foreignKeys())
                .containsExactly(new ForeignKey(
                        "buyer", List.of("customer"), "customer", List.of("id"), "SET NULL", "CASCADE", Map.of(), ""));
        assertThat(order.others()).extracting(Other::kind).containsExactly("exclusion constraint");
        assertThat(table("parent").others()).extracting(Other::kind).containsExactly("rule");
        assertThat(table("secret").policies())
                .containsExactly(new Policy(
                        "own",
                        false,
                        "SELECT",
                        List.of("public"),
                        Optional.of("(owner = CURRENT_USER)"),
                        Optional.empty(),
                        ""));
        assertThat(table("secret").options()).containsOnlyKeys("unlogged", "row security");
        assertThat(table("sale").partitioning())
                .hasValueSatisfying(by -> assertThat(by.by()).isEqualTo("RANGE (sold)"));
        assertThat(table("sale_2024").partitionOf())
                .contains(new PartitionOf("sale", "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"));
        assertThat(table("child").options()).containsEntry("inherits", "parent");
    }

    private static Column column(Table table, String name) {
        return table.column(name).orElseThrow();
    }

    @Test
    void tellsIndexesByTheirParts() throws Exception {
        execute(ZOO);
        assertThat(table("customer").indexes())
                .containsExactly(
                        new Index(
                                "by_name",
                                false,
                                "btree",
                                List.of(
                                        new Index.Part("", "lower((name)::text)", true, Map.of("collation", "\"C\"")),
                                        new Index.Part("mood", "", false, Map.of("nulls", "first")),
                                        new Index.Part(
                                                "name", "", false, Map.of("operator class", "text_pattern_ops"))),
                                List.of("total"),
                                Optional.of("(id > 3)"),
                                true,
                                Map.of(),
                                "quick"),
                        new Index(
                                "by_total",
                                true,
                                "btree",
                                List.of(new Index.Part("total", "", false, Map.of())),
                                List.of(),
                                Optional.empty(),
                                true,
                                Map.of("with", "fillfactor=50"),
                                ""));
        assertThat(read().views()).extracting(View::materialized).containsExactly(true, false);
        assertThat(read().views().get(0).indexes()).extracting(Index::name).containsExactly("counted_number");
    }

    @Test
    void isEqualAsLongAsNoDefinitionChanges() throws Exception {
        execute(ZOO);
        Snapshot before = read();
        execute(
                "INSERT INTO customer (name, total) VALUES ('ab', 1), ('cd', 2)",
                "SELECT nextval('ticket')",
                "INSERT INTO sale VALUES (1, '2024-05-05')",
                "DELETE FROM customer WHERE name = 'ab'",
                "REFRESH MATERIALIZED VIEW counted",
                "ANALYZE",
                "VACUUM FULL",
                "REINDEX TABLE customer",
                "SET timezone = 'Asia/Tokyo'",
                "SET intervalstyle = 'iso_8601'");
        assertThat(read()).isEqualTo(before);
        assertThat(Snapshot.parse(before.text())).isEqualTo(before);
        execute("SET search_path = pg_catalog");
        assertThat(Ledger.of(database.url(), properties()).snapshot()).isEqualTo(before);
        assertThat(query("SHOW search_path")).as("the session is as it was").containsExactly("pg_catalog");
        assertThat(query("SHOW intervalstyle")).containsExactly("iso_8601");
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        return properties;
    }

    @Test
    void namesTheOtherSchemasThatHoldSomething() throws Exception {
        assertThat(Ledger.of(observer).otherSchemas()).isEmpty();
        execute(
                "CREATE TABLE here (id integer)",
                "CREATE TEMPORARY TABLE fleeting (id integer)",
                "CREATE SCHEMA empty",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA empty GRANT SELECT ON TABLES TO public",
                "CREATE SCHEMA extensions",
                "CREATE EXTENSION hstore SCHEMA extensions",
                "CREATE SCHEMA billing",
                "CREATE TYPE billing.currency AS ENUM ('EUR')",
                "CREATE SCHEMA \"Odd name\"",
                "CREATE FUNCTION \"Odd name\".f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
                "CREATE SCHEMA app",
                "CREATE TABLE app.users (id integer GENERATED ALWAYS AS IDENTITY)",
                "CREATE SCHEMA texts",
                "CREATE TEXT SEARCH CONFIGURATION texts.plain (COPY = pg_catalog.simple)");
        assertThat(Ledger.of(observer).otherSchemas()).containsExactly("Odd name", "app", "billing", "texts");
        execute("CREATE TABLE extensions.own (id integer)");
        assertThat(Ledger.of(observer).otherSchemas()).contains("extensions");
        execute("SET search_path = app");
        assertThat(Ledger.of(observer).otherSchemas()).contains("public").doesNotContain("app");
    }

    @Test
    void isEqualOnAnotherServerWhereTheSameWasMade() throws Exception {
        execute(ZOO);
        try (TestDatabase other = TestServers.postgres().newDatabase();
                Connection connection = other.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : ZOO) {
                statement.execute(sql);
            }
            assertThat(Ledger.of(connection).snapshot()).isEqualTo(read());
        }
    }

    @Test
    void readsTheOldestVersionThatIsSupported() throws Exception {
        try (TestDatabase oldest = TestServers.POSTGRES_13.get().newDatabase();
                Connection connection = oldest.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : ZOO) {
                statement.execute(sql);
            }
            execute(ZOO);
            assertThat(Ledger.of(connection).snapshot().items().map(SchemaItem::identity))
                    .containsExactlyElementsOf(
                            read().items().map(SchemaItem::identity).toList());
        }
    }

    @Test
    void doesNotTellTheLedgersOwnTables() throws Exception {
        migrator("CREATE TABLE t (a integer);").build().migrate();
        assertThat(read().items().map(SchemaItem::name)).containsExactly("t");
    }

    @Test
    void asksTheCatalogueTheSameFewQuestionsForAnyNumberOfTables() throws Exception {
        execute(ZOO);
        long few = queries();
        execute(
                "DO $$BEGIN FOR i IN 1..500 LOOP EXECUTE format('CREATE TABLE many%s (a serial PRIMARY KEY, b text UNIQUE)', i);"
                        + " END LOOP; END$$");
        assertThat(queries()).isEqualTo(few).isLessThanOrEqualTo(12); // with the schema's name, and the settings
        assertThat(read().tables()).hasSizeGreaterThan(500);
    }

    private long queries() {
        CountedCalls calls = CountedCalls.counting();
        Ledger.of(calls.wrap(observer)).snapshot();
        return calls.calls().stream().filter(sql -> sql.startsWith("SELECT")).count();
    }
}
