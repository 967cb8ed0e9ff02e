package io.migrationledger.benchmarks.boot;

import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A warm start of a Spring Boot application with nothing to do: no migration tool, the ledger's starter, Flyway's. */
public final class Starters {
    private static final int MIGRATIONS = 100;

    private Starters() {}

    /** An application with a data source and nothing else. */
    @SpringBootApplication
    static class Application {}

    private enum Contender {
        NONE,
        LEDGER,
        FLYWAY
    }

    private record Cost(double wall, double processor) {}

    /** The first argument is the number of rounds. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        Path scripts = scripts();
        System.out.printf(
                "Java %s, %d processors, %d rounds, %d migrations in effect%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds, MIGRATIONS);
        System.out.println("| | without, ms | ledger adds | Flyway adds | without, ms of processor | ledger adds | Flyway adds |");
        System.out.println("|---|---|---|---|---|---|---|");
        Map<Contender, String> files = new EnumMap<>(Contender.class);
        for (Contender contender : Contender.values()) {
            files.put(contender, "jdbc:sqlite:" + Files.createTempDirectory("starters").resolve("shop.db"));
        }
        try (Connection connection = DriverManager.getConnection(files.get(Contender.NONE));
                Statement statement = connection.createStatement()) {
            statement.execute(table(1));
        }
        compare("SQLite", files, new String[] {"", ""}, scripts, rounds);
        try (TestDatabase one = TestServers.postgres().newDatabase();
                TestDatabase other = TestServers.postgres().newDatabase()) {
            compare(
                    "PostgreSQL",
                    Map.of(Contender.NONE, one.url(), Contender.LEDGER, one.url(), Contender.FLYWAY, other.url()),
                    new String[] {one.user(), one.password()},
                    scripts,
                    rounds);
        }
    }

    private static void compare(String engine, Map<Contender, String> urls, String[] login, Path scripts, int rounds) throws Exception {
        Map<Contender, List<Cost>> costs = new EnumMap<>(Contender.class);
        List<Contender> order = new ArrayList<>(List.of(Contender.values()));
        Random random = new Random(1);
        for (int round = -5; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (Contender contender : order) {
                Cost cost = start(contender, urls.get(contender), login, scripts);
                if (round >= 0) {
                    costs.computeIfAbsent(contender, any -> new ArrayList<>()).add(cost);
                }
            }
        }
        Cost none = median(costs.get(Contender.NONE));
        Cost ledger = median(costs.get(Contender.LEDGER));
        Cost flyway = median(costs.get(Contender.FLYWAY));
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                engine,
                none.wall(),
                ledger.wall() - none.wall(),
                flyway.wall() - none.wall(),
                none.processor(),
                ledger.processor() - none.processor(),
                flyway.processor() - none.processor());
    }

    private static Cost start(Contender contender, String url, String[] login, Path scripts) throws Exception {
        long wall = System.nanoTime();
        long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties(
                        "spring.main.banner-mode=off",
                        "logging.level.root=error",
                        "spring.datasource.url=" + url,
                        "spring.datasource.username=" + login[0],
                        "spring.datasource.password=" + login[1],
                        "spring.datasource.hikari.maximum-pool-size=2",
                        "migration-ledger.enabled=" + (contender == Contender.LEDGER),
                        "migration-ledger.locations=file:" + scripts,
                        "spring.flyway.enabled=" + (contender == Contender.FLYWAY),
                        "spring.flyway.locations=filesystem:" + scripts)
                .run()) {
            // The pool opens its connection in any case, and the first to read a table over it waits until the server has read
            // its catalog: without a tool, the first request would pay for both.
            try (Connection connection = context.getBean(DataSource.class).getConnection()) {
                read(connection);
            }
            return new Cost(
                    (System.nanoTime() - wall) / 1e6,
                    (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor) / 1e6);
        }
    }

    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM t1")) {
            rows.next();
            if (rows.getInt(1) != 0) {
                throw new IllegalStateException("there are rows that nobody wrote");
            }
        }
    }

    private static String table(int number) {
        return "CREATE TABLE t" + number + " (id INT PRIMARY KEY, name VARCHAR(50));\n";
    }

    private static Cost median(List<Cost> costs) {
        return new Cost(
                middle(costs.stream().mapToDouble(Cost::wall).toArray()),
                middle(costs.stream().mapToDouble(Cost::processor).toArray()));
    }

    private static double middle(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static Path scripts() throws IOException {
        Path directory = Files.createTempDirectory("starters");
        for (int number = 1; number <= MIGRATIONS; number++) {
            Files.writeString(
                    directory.resolve(String.format(Locale.ROOT, "V%03d__step.sql", number)),
                    table(number));
        }
        return directory;
    }
}
