package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From a declared schema to migrations, a dump and a push, by the command on real servers; no scratch database stays. */
class GenerateOnServersTest {
    private static final String POSTGRES_BEFORE = """
            CREATE TYPE mood AS ENUM ('happy', 'sad');
            CREATE TABLE people (id int PRIMARY KEY, mail varchar(80), mood mood NOT NULL DEFAULT 'sad');
            CREATE TABLE orders (id int PRIMARY KEY, person int REFERENCES people, sum numeric(10, 2));
            """;

    private static final String POSTGRES_AFTER = """
            CREATE TYPE mood AS ENUM ('happy', 'so so', 'sad');
            CREATE DOMAIN positive AS numeric(12, 2) CHECK (VALUE > 0);
            CREATE TABLE people (id int PRIMARY KEY, mail varchar(80), mood mood NOT NULL DEFAULT 'so so', avatar bytea,
                born date CHECK (born > '1900-01-01'));
            COMMENT ON COLUMN people.avatar IS 'a picture; small';
            CREATE UNIQUE INDEX by_mail ON people (lower(mail)) WHERE mail IS NOT NULL;
            CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person int REFERENCES people ON DELETE CASCADE,
                sum positive, vat numeric(12, 2) GENERATED ALWAYS AS (sum * 0.2) STORED);
            CREATE VIEW totals AS SELECT person, sum(sum) AS total FROM orders GROUP BY person;
            CREATE MATERIALIZED VIEW best AS SELECT person FROM totals WHERE total > 100;
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.mail := lower(NEW.mail);
                RETURN NEW;
            END $$;
            CREATE TRIGGER touched BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch();
            """;

    private static final String MYSQL_BEFORE = """
            CREATE TABLE people (id int PRIMARY KEY, mail varchar(80), mood enum('happy', 'sad') NOT NULL DEFAULT 'sad');
            CREATE TABLE orders (id int PRIMARY KEY, person int, sum decimal(10, 2),
                CONSTRAINT of_person FOREIGN KEY (person) REFERENCES people (id));
            """;

    private static final String MYSQL_AFTER = """
            CREATE TABLE people (id int PRIMARY KEY, mail varchar(80), mood enum('happy', 'so so', 'sad') NOT NULL DEFAULT 'so so',
                avatar blob COMMENT 'a picture; small', born date);
            CREATE UNIQUE INDEX by_mail ON people (mail);
            CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY, person int, sum decimal(12, 2),
                vat decimal(12, 2) GENERATED ALWAYS AS (sum * 0.2) STORED,
                CONSTRAINT of_person FOREIGN KEY (person) REFERENCES people (id) ON DELETE CASCADE);
            CREATE VIEW totals AS SELECT person, sum(sum) AS total FROM orders GROUP BY person;
            DELIMITER //
            CREATE TRIGGER touched BEFORE UPDATE ON people FOR EACH ROW
            BEGIN
                SET NEW.mail = lower(NEW.mail);
            END//
            CREATE FUNCTION vat_of(gross decimal(12, 2)) RETURNS decimal(12, 2) DETERMINISTIC
            BEGIN
                RETURN gross * 0.2;
            END//
            DELIMITER ;
            """;

    @TempDir
    Path directory;

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of(TestServers.POSTGRES, JdbcClient.POSTGRESQL, POSTGRES_BEFORE, POSTGRES_AFTER),
                Arguments.of(TestServers.MARIADB, JdbcClient.MARIADB, MYSQL_BEFORE, MYSQL_AFTER),
                Arguments.of(TestServers.MYSQL_8_0_12, JdbcClient.CONNECTOR_J, MYSQL_BEFORE, MYSQL_AFTER));
    }

    /** Before the column has its name back, the trigger that names it cannot be made: that is no gap. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("io.migrationledger.cli.GenerateOnServersTest#mysqls")
    void aColumnThatATriggerNamesIsRenamed(TestServers server, JdbcClient client) throws Exception {
        String before = "CREATE TABLE a (id INT PRIMARY KEY, name VARCHAR(20));\n"
                + "CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW SET NEW.name = UPPER(NEW.name);\n";
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = at("renamed", database, client)
                    .migration("0001_start.sql", before)
                    .file("wanted.sql", before.replace("name", "title"));

            Workplace.Result generated = at.run("generate", "rename", "--to", "wanted.sql", "--rename", "a.name:title");
            assertThat(generated.err()).isEmpty();
            assertThat(generated.out()).contains("0002_rename.sql", ": up, down and up again");
            assertThat(at.run("migrate").code()).isZero();
            assertThat(at.run("rollback", "--steps", "1").code()).isZero();
            assertThat(at.run("migrate").code()).isZero();
        }
    }

    /** JDBC has escapes in braces, and a client looks for them in quoted names, too. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("io.migrationledger.cli.GenerateOnServersTest#mysqls")
    void aNameMayLookLikeAnEscape(TestServers server, JdbcClient client) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = at("escapes", database, client)
                    .migration("0001_start.sql", "CREATE TABLE a (id INT);\n")
                    .file(
                            "wanted.sql",
                            "CREATE TABLE a (id INT, `{fn}` INT, `x/*y` INT);\nCREATE VIEW `a{d}` AS SELECT id FROM a;\n");
            assertThat(at.run("migrate").code()).isZero();
            Workplace.Result pushed = at.run("push", "--to", "wanted.sql", "--yes");
            assertThat(pushed.code()).as(pushed.toString()).isZero();
            assertThat(at.run("push", "--to", "wanted.sql").out())
                    .isEqualTo("The schema is what wanted.sql declares.\n");
            assertThat(at.run("dump").out()).contains("`{fn}`", "`x/*y`", "`a{d}`");
        }
    }

    static Stream<Arguments> mysqls() {
        return Stream.of(
                Arguments.of(TestServers.MARIADB, JdbcClient.MARIADB),
                Arguments.of(TestServers.MYSQL_8_0_12, JdbcClient.CONNECTOR_J));
    }

    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void aDeclaredSchemaBecomesMigrationsAndADumpBuildsTheSame(
            TestServers server, JdbcClient client, String before, String after) throws Exception {
        try (TestDatabase database = server.get().newDatabase();
                TestDatabase second = server.get().newDatabase()) {
            Set<String> databases = databases(database, client);
            Workplace at = at("first", database, client)
                    .migration("0001_start.sql", before)
                    .file("wanted.sql", after);

            Workplace.Result generated = at.run("generate", "what is new", "--to", "wanted.sql", "--allow-loss");
            assertThat(generated.err()).isEmpty();
            assertThat(generated.out())
                    .contains("0002_what_is_new.sql")
                    .contains(": up, down and up again, and it is what wanted.sql builds.");
            assertThat(at.run("generate", "what is new", "--to", "wanted.sql"))
                    .isEqualTo(new Workplace.Result(
                            0, "The migrations build what wanted.sql declares. There is nothing to write.\n", ""));

            Workplace.Result migrated = at.run("migrate");
            assertThat(migrated.code()).as(migrated.err()).isZero();
            assertThat(at.run("dump", "--out", "schema.sql"))
                    .isEqualTo(new Workplace.Result(0, "Wrote schema.sql.\n", ""));
            assertThat(at.run("dump", "--migrations", "--check", "schema.sql").out())
                    .isEqualTo("schema.sql is the schema.\n");
            assertThat(at.run("check", "--declared", "schema.sql").code()).isZero();
            assertThat(at.run("rollback", "--steps", "1", "--yes").code()).isZero();
            assertThat(at.run("dump", "--check", "schema.sql").code()).isEqualTo(3);

            String dumped = Files.readString(at.path("schema.sql"));
            Workplace elsewhere = at("second", second, client).migration("0001_all.sql", dumped);
            Workplace.Result built = elsewhere.run("migrate");
            assertThat(built.code()).as(built.err()).isZero();
            assertThat(elsewhere.run("dump").out()).isEqualTo(dumped);

            assertThat(databases(database, client)).isEqualTo(databases);
        }
    }

    /** PostgreSQL has no statement that changes the type of a domain. */
    @Test
    void whatHasNoStatementIsToldAndTheRestIsWrittenWhereThatIsAskedFor() throws Exception {
        String missing = "There is no statement for:\n  domain amount: type was integer, is numeric\n";
        try (TestDatabase database = TestServers.postgres().newDatabase()) {
            Workplace at = at("first", database, JdbcClient.POSTGRESQL)
                    .migration("0001_start.sql", "CREATE DOMAIN amount AS integer;\nCREATE TABLE t (id integer);\n")
                    .file("wanted.sql", "CREATE DOMAIN amount AS numeric;\nCREATE TABLE t (id integer, note text);\n");
            Path up = at.path("migrations/0002_amounts_and_notes.sql");

            Workplace.Result whole = at.run("generate", "amounts and notes", "--to", "wanted.sql");
            assertThat(whole.err()).isEmpty();
            assertThat(whole.code()).isEqualTo(3);
            assertThat(whole.out()).contains(missing + "Nothing was written.");
            assertThat(up).doesNotExist();

            Workplace.Result partial = at.run("generate", "amounts and notes", "--to", "wanted.sql", "--partial");
            assertThat(partial.err()).isEmpty();
            assertThat(partial.code()).isEqualTo(3);
            assertThat(partial.out()).contains(missing, "0002_amounts_and_notes.sql");
            assertThat(Files.readString(up))
                    .contains("domain amount: type was integer, is numeric", "ALTER TABLE t ADD COLUMN note text;");
            assertThat(at.run("migrate").code()).isZero();
            assertThat(at.run("push", "--to", "wanted.sql", "--yes").err())
                    .contains("there is no statement for: domain amount");
        }
    }

    /** psql runs a dump statement by statement, in the order of its lines. */
    @Test
    void aDumpWithFunctionsLoadsWithoutTheLedger() throws Exception {
        String functions = """
                CREATE TABLE users (id int, entity_id int, username text);
                CREATE FUNCTION me() RETURNS int LANGUAGE sql
                    AS 'SELECT entity_id FROM users WHERE username = SESSION_USER';
                CREATE TABLE t (e int DEFAULT me());
                CREATE FUNCTION b() RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE FUNCTION a() RETURNS int LANGUAGE sql AS 'SELECT b()';
                """;
        try (TestDatabase database = TestServers.postgres().newDatabase();
                TestDatabase second = TestServers.postgres().newDatabase()) {
            Workplace at = at("first", database, JdbcClient.POSTGRESQL)
                    .migration("0001_start.sql", "CREATE TABLE p (id int);")
                    .file("wanted.sql", "CREATE TABLE p (id int);\n" + functions);
            Workplace.Result generated = at.run("generate", "functions", "--to", "wanted.sql");
            assertThat(generated.code()).as(generated.toString()).isZero();
            assertThat(at.run("migrate").code()).isZero();
            String dumped = at.run("dump").out();
            assertThat(dumped.lines()).contains("SET check_function_bodies = false;");
            at.file("dumped.sql", dumped);
            assertThat(at.run("generate", "nothing", "--to", "dumped.sql").out())
                    .isEqualTo("The migrations build what dumped.sql declares. There is nothing to write.\n");
            try (Connection connection = second.connect(JdbcClient.POSTGRESQL);
                    Statement statement = connection.createStatement()) {
                statement.execute(dumped);
            }
            assertThat(at("second", second, JdbcClient.POSTGRESQL).run("dump").out())
                    .isEqualTo(dumped);
        }
    }

    static Stream<Arguments> serversWithDelimiters() {
        return servers().filter(server -> server.get()[0] != TestServers.POSTGRES);
    }

    /** The client mysql cuts at each semicolon, also within bodies, unless DELIMITER names another mark. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("serversWithDelimiters")
    void aDumpWithBodiesLoadsInTheClientOfMysql(TestServers server, JdbcClient client, String before, String after)
            throws Exception {
        String bodies = after + """
                DELIMITER $$
                CREATE PROCEDURE odd() BEGIN
                    -- it's // here; and there
                    SELECT 'a // b; c' AS `d;e`;
                END$$
                CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO BEGIN DELETE FROM orders; DELETE FROM people; END$$
                CREATE TRIGGER one BEFORE INSERT ON people FOR EACH ROW SET NEW.mail = lower(NEW.mail)$$
                DELIMITER ;
                """;
        try (TestDatabase database = server.get().newDatabase();
                TestDatabase second = server.get().newDatabase()) {
            Workplace at = at("first", database, client).migration("0001_start.sql", bodies);
            assertThat(at.run("migrate").code()).isZero();
            String dumped = at.run("dump").out();
            at.file("dumped.sql", dumped);
            assertThat(at.run("generate", "nothing new", "--to", "dumped.sql").out())
                    .isEqualTo("The migrations build what dumped.sql declares. There is nothing to write.\n");
            Workplace.Result checked = at.run("check", "--declared", "dumped.sql");
            assertThat(checked.code()).as(checked.out()).isZero();
            List<String> pieces = MysqlClient.pieces(dumped);
            assertThat(pieces).filteredOn(piece -> piece.contains("PROCEDURE")).hasSize(1);
            try (Connection connection = second.connect(client);
                    Statement statement = connection.createStatement()) {
                for (String piece : pieces) {
                    statement.execute(piece);
                }
            }
            assertThat(at("second", second, client).run("dump").out()).isEqualTo(dumped);
        }
    }

    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("serversWithDelimiters")
    void whatUndoesDriftRunsInTheClientOfMysql(TestServers server, JdbcClient client, String before, String after)
            throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = at("first", database, client).migration("0001_start.sql", after);
            assertThat(at.run("migrate", "--keep-snapshots=true").code()).isZero();
            try (Connection connection = database.connect(client);
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TRIGGER touched");
                String undo = at.run("drift", "--sql").out().split("-- This")[1];
                for (String piece : MysqlClient.pieces(undo.substring(undo.indexOf('\n')))) {
                    statement.execute(piece);
                }
            }
            assertThat(at.run("drift").code()).isZero();
        }
    }

    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void aPushChangesTheDatabaseAndIsRefusedInProduction(
            TestServers server, JdbcClient client, String before, String after) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Set<String> databases = databases(database, client);
            Workplace at = at("first", database, client)
                    .migration("0001_start.sql", before)
                    .file("wanted.sql", after);
            assertThat(at.run("migrate").code()).isZero();
            assertThat(at.run("environment", "production").code()).isZero();
            assertThat(at.run("push", "--to", "wanted.sql", "--allow-loss", "--yes")
                            .err())
                    .startsWith("ML-1605");
            assertThat(at.run("environment", "development", "--reason", "a copy")
                            .code())
                    .isZero();
            Workplace.Result pushed = at.run("push", "--to", "wanted.sql", "--allow-loss", "--yes");
            assertThat(pushed.code()).as(pushed.err()).isZero();
            assertThat(at.run("push", "--to", "wanted.sql", "--yes").out())
                    .isEqualTo("The schema is what wanted.sql declares.\n");
            assertThat(at.run("verify").code()).isZero();
            assertThat(databases(database, client)).isEqualTo(databases);
        }
    }

    private Workplace at(String name, TestDatabase database, JdbcClient client) throws IOException {
        return new Workplace(Files.createDirectory(directory.resolve(name)))
                .environment("LEDGER_URL", database.url(client))
                .environment("LEDGER_USER", database.user())
                .environment("LEDGER_PASSWORD", database.password())
                .environment("LEDGER_SCRATCH_URL", database.url(client));
    }

    private static Set<String> databases(TestDatabase database, JdbcClient client) throws SQLException {
        Set<String> names = new TreeSet<>();
        String query = client == JdbcClient.POSTGRESQL ? "SELECT datname FROM pg_database" : "SHOW DATABASES";
        try (Connection connection = database.connect(client);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        assertThat(names).isNotEmpty();
        return names;
    }
}
