package io.migrationledger.dialect.mysql.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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

    @ParameterizedTest
    @MethodSource("servers")
    void leadsThereAndBackAndFromNothing(TestServers server) throws Exception {
        Map<String, List<String>> wrong = new TreeMap<>();
        try (TestDatabase database = server.get().newDatabase();
                Connection connection = database.connect(JdbcClient.MARIADB)) {
            Trial trial = new Trial(connection, server == TestServers.MARIADB);
            List<Pair> pairs = Pairs.all().stream()
                    .filter(pair -> pair.servers().contains(letter(server)))
                    .toList();
            for (Pair pair : pairs) {
                List<String> found = tried(trial, pair);
                if (!found.isEmpty()) {
                    wrong.put(pair.name(), found);
                }
            }
            assertThat(pairs).hasSizeGreaterThan(60);
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
}
