package io.migrationledger.dialect.mysql.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From one schema to another and back, and from nothing, with what is written. */
class WrittenSchemasTest {

    static Stream<TestServers> servers() {
        boolean newer = Boolean.parseBoolean(System.getenv("LEDGER_TEST_MYSQL_8033"));
        return Stream.of(TestServers.MARIADB, TestServers.MYSQL_8_0_12, TestServers.MYSQL_8_0_33)
                .filter(server -> server != TestServers.MYSQL_8_0_33 || newer);
    }

    private static String letter(TestServers server) {
        return server == TestServers.MARIADB ? "D" : server == TestServers.MYSQL_8_0_12 ? "M" : "N";
    }

    /** What several servers have is tried on the one that the seed chooses; everywhere where all is wanted. */
    private static List<Pair> pairs(TestServers server) {
        Random random = new Random(CrashBudget.seed());
        String there = servers().map(WrittenSchemasTest::letter).collect(Collectors.joining());
        List<Pair> pairs = new ArrayList<>();
        for (Pair pair : Pairs.all()) {
            List<String> of = Arrays.stream(pair.servers().split(""))
                    .filter(there::contains)
                    .toList();
            int chosen = random.nextInt(100);
            if (of.contains(letter(server))
                    && (CrashBudget.exhaustive() || of.get(chosen % of.size()).equals(letter(server)))) {
                pairs.add(pair);
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("servers")
    void leadsThereAndBackAndFromNothing(TestServers server) throws Exception {
        Map<String, List<String>> wrong = new TreeMap<>();
        try (TestDatabase database = server.get().newDatabase();
                Connection connection = database.connect(JdbcClient.MARIADB)) {
            Trial trial = new Trial(connection, server == TestServers.MARIADB);
            List<Pair> pairs = pairs(server);
            for (Pair pair : pairs) {
                List<String> found = tried(trial, pair);
                if (!found.isEmpty()) {
                    wrong.put(pair.name(), found);
                }
            }
            assertThat(pairs).hasSizeGreaterThan(20);
        }
        assertThat(wrong).as("what neither leads there nor is told").isEmpty();
    }

    private static List<String> tried(Trial trial, Pair pair) throws SQLException {
        List<String> wrong = new ArrayList<>();
        Snapshot to = trial.build(pair.to());
        Snapshot from = trial.build(pair.from());
        assertThat(from.hash()).as(pair.name()).isNotEqualTo(to.hash());
        trial.leadTo(to).forEach(line -> wrong.add("there: " + line));
        if (wrong.isEmpty()) {
            trial.leadTo(from).forEach(line -> wrong.add("back: " + line));
        }
        trial.empty();
        trial.leadTo(to).forEach(line -> wrong.add("from nothing: " + line));
        return wrong;
    }

    /** A view keeps no sql_mode, but is read in the one that is in force. */
    @Test
    void aViewIsNotReadInTheModeOfARoutine() throws Exception {
        try (TestDatabase database = TestServers.MARIADB.get().newDatabase();
                Connection connection = database.connect(JdbcClient.MARIADB)) {
            Trial trial = new Trial(connection, true);
            Snapshot to = trial.build("CREATE TABLE t (a VARCHAR(9));\nSET SESSION sql_mode = 'ORACLE';\n"
                    + "CREATE PACKAGE k AS FUNCTION f RETURN INT; END;\nSET SESSION sql_mode = DEFAULT;\n"
                    + "CREATE VIEW v AS SELECT TRIM(a) AS a FROM t");
            trial.empty();
            for (SchemaStatement statement :
                    trial.writer().script(trial.snapshot(), to).statements()) {
                trial.execute(statement.sql());
            }
            assertThat(trial.snapshot().text()).isEqualTo(to.text());
        }
    }

    /** A walk from one schema by chance to the next. */
    @ParameterizedTest
    @MethodSource("servers")
    void leadsThroughSchemasByChance(TestServers server) throws Exception {
        int steps = CrashBudget.exhaustive() ? 150 : 12;
        try (TestDatabase database = server.get().newDatabase();
                TestDatabase other = server.get().newDatabase();
                Connection walking = database.connect(JdbcClient.MARIADB);
                Connection building = other.connect(JdbcClient.MARIADB)) {
            Trial walk = new Trial(walking, server == TestServers.MARIADB);
            Trial build = new Trial(building, server == TestServers.MARIADB);
            walk.empty();
            String before = "";
            for (int step = 0; step < steps; step++) {
                long seed = CrashBudget.seed() * 1000 + step;
                String script = RandomSchema.of(new Random(seed));
                Snapshot to = build.build(script);
                assertThat(walk.leadTo(to))
                        .as("LEDGER_SEED %d, step %d, from%n%s%nto%n%s", CrashBudget.seed(), step, before, script)
                        .isEmpty();
                walk.forget();
                before = script;
            }
        }
    }
}
