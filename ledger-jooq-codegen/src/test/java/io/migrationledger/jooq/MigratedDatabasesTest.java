package io.migrationledger.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.MigrationFailedException;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServer;
import io.migrationledger.testdb.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Property;
import org.jooq.meta.jaxb.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** jOOQ's own generator, with what the migrations build on each database. */
class MigratedDatabasesTest {
    /** One of the databases, and the class that its users name. */
    private record Engine(TestServer server, Class<?> type) {
        @Override
        public String toString() {
            return server.product();
        }
    }

    private static final Locale LOCALE = Locale.getDefault();

    @TempDir
    Path directory;

    static Stream<Engine> servers() {
        return Stream.of(
                new Engine(TestServers.postgres(), MigratedPostgresDatabase.class),
                new Engine(TestServers.mysql8012(), MigratedMysqlDatabase.class),
                new Engine(TestServers.mariadb(), MigratedMariadbDatabase.class));
    }

    /** jOOQ's generator itself finds no views of SQLite in Turkish, and writes names in its letters. */
    @BeforeEach
    void english() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void asBefore() {
        Locale.setDefault(LOCALE);
    }

    @BeforeEach
    void migrations() throws IOException {
        script(
                "0001_people.sql",
                "CREATE TABLE people (id INTEGER NOT NULL PRIMARY KEY, email VARCHAR(100) NOT NULL);\n");
        script("0002_orders.sql", """
                CREATE TABLE ${prefix}orders (
                    id INTEGER NOT NULL PRIMARY KEY,
                    person INTEGER NOT NULL,
                    CONSTRAINT of_person FOREIGN KEY (person) REFERENCES people (id));
                CREATE VIEW latest AS SELECT MAX(id) AS id FROM ${prefix}orders;
                """);
    }

    private void script(String name, String text) throws IOException {
        Path file = directory.resolve("db").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void migrationsBuildTheSchemaInMemoryOnSqlite() throws Exception {
        Map<String, String> code = generate(MigratedSqliteDatabase.class, Map.of());
        expectPeopleAndOrders(code);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void migrationsBuildTheSchemaOnTheRealServer(Engine engine) throws Exception {
        try (TestDatabase database = engine.server().newDatabase()) {
            Set<String> before = databases(database);
            Map<String, String> code = generate(engine.type(), login(database));
            expectPeopleAndOrders(code);
            assertThat(databases(database)).isEqualTo(before);
            try (Connection connection = database.connect();
                    ResultSet tables = connection.getMetaData().getTables(null, null, "people", null)) {
                assertThat(tables.next()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aMigrationThatFailsStopsTheGeneratorAndLeavesNothing(Engine engine) throws Exception {
        script("0003_broken.sql", "INSERT INTO nowhere VALUES (1);\n");
        try (TestDatabase database = engine.server().newDatabase()) {
            Set<String> before = databases(database);
            assertThatThrownBy(() -> generate(engine.type(), login(database)))
                    .hasRootCauseInstanceOf(SQLException.class)
                    .hasStackTraceContaining(MigrationFailedException.class.getName())
                    .hasStackTraceContaining("0003_broken.sql:1");
            assertThat(databases(database)).isEqualTo(before);
        }
    }

    /** A name of another database would find no table there. */
    @Test
    void anInputSchemaOfAnotherNameIsRefusedOnMysql() throws Exception {
        try (TestDatabase database = TestServers.mysql8012().newDatabase()) {
            Configuration configuration = configuration(MigratedMysqlDatabase.class, login(database));
            configuration.getGenerator().getDatabase().setInputSchema("shop");
            assertThatThrownBy(() -> GenerationTool.generate(configuration))
                    .hasStackTraceContaining("inputSchema names shop")
                    .hasStackTraceContaining("leave inputSchema out");
        }
    }

    @Test
    void whatIsWrittenWronglyIsNamed() {
        assertThatThrownBy(() -> generate(MigratedSqliteDatabase.class, Map.of("directory", "db")))
                .hasStackTraceContaining("there is no property directory; there are directories, ");
        assertThatThrownBy(() -> generate(MigratedPostgresDatabase.class, Map.of()))
                .hasStackTraceContaining("the property url is missing");
    }

    private static Map<String, String> login(TestDatabase database) {
        return Map.of("url", database.url(), "user", database.user(), "password", database.password());
    }

    private static Set<String> databases(TestDatabase database) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = database.connect();
                ResultSet found = connection.getMetaData().getCatalogs()) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    /** The tables, the view and the key are there; the ledger's tables and the scratch database's name are not. */
    private static void expectPeopleAndOrders(Map<String, String> code) {
        assertThat(code).containsKeys("tables/People.java", "tables/ShopOrders.java", "tables/Latest.java");
        assertThat(code.get("tables/People.java")).contains("EMAIL");
        assertThat(code.get("Keys.java")).contains("ShopOrders").contains("OF_PERSON");
        assertThat(code.keySet()).noneMatch(name -> name.contains("MigrationLedger"));
        assertThat(String.join("\n", code.values())).doesNotContain("ledger_scratch");
    }

    private Map<String, String> generate(Class<?> type, Map<String, String> properties) throws Exception {
        GenerationTool.generate(configuration(type, properties));
        Path out = directory.resolve("out/com/example/db");
        Map<String, String> code = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                code.put(out.relativize(file).toString(), Files.readString(file));
            }
        }
        return code;
    }

    private Configuration configuration(Class<?> type, Map<String, String> properties) {
        List<Property> all = Stream.concat(
                        Map.of("directories", "db", "placeholder.prefix", "shop_").entrySet().stream(),
                        properties.entrySet().stream())
                .map(entry -> new Property().withKey(entry.getKey()).withValue(entry.getValue()))
                .toList();
        var database =
                new org.jooq.meta.jaxb.Database().withName(type.getName()).withProperties(all);
        if (type == MigratedPostgresDatabase.class) {
            database.setInputSchema("public");
        }
        return new Configuration()
                .withBasedir(directory.toString())
                .withGenerator(new Generator()
                        .withDatabase(database)
                        .withGenerate(new Generate().withGeneratedAnnotation(false))
                        .withTarget(new Target()
                                .withPackageName("com.example.db")
                                .withDirectory(directory.resolve("out").toString())));
    }
}
