package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is sent to the server, counted in its own protocol. */
class RoundTripsTest extends PostgresTest {

    @Test
    void nothingPendingIsOneQuery() throws Exception {
        String[] scripts = small("a", 3, 2);
        migrator(scripts).build().migrate();
        try (CountingProxy proxy = new CountingProxy(database.url());
                Connection connection = DriverManager.getConnection(proxy.url(), database.user(), "")) {
            proxy.trips();
            assertThat(migrator(connection, scripts).build().migrate().isUpToDate())
                    .isTrue();
            assertThat(proxy.trips()).hasSize(1);
        }
    }

    @Test
    void aSmallMigrationCostsItsStatementsAndThreeMore() throws Exception {
        int constant = trips("a", 1, 1) - 4;
        System.out.println("Round trips besides N(m + 3): " + constant);
        assertThat(constant).isLessThan(20);
        assertThat(trips("b", 10, 3)).isLessThanOrEqualTo(10 * (3 + 3) + constant);
        assertThat(trips("c", 40, 5)).isLessThanOrEqualTo(40 * (5 + 3) + constant);
    }

    @Test
    void everyStatementIsAMessageOfItsOwnAndSoIsCommit() throws Exception {
        List<List<String>> trips = sent("CREATE TABLE a (v integer);\nINSERT INTO a VALUES (1);\nDROP TABLE a;");
        List<String> own = List.of("CREATE TABLE a (v integer)", "INSERT INTO a VALUES (1)", "DROP TABLE a");
        for (List<String> trip : trips) {
            if (trip.stream().anyMatch(own::contains)) {
                assertThat(trip.stream().filter(text -> !text.equals("BEGIN"))).hasSize(1);
            }
            if (trip.contains("COMMIT")) {
                assertThat(trip).containsExactly("COMMIT");
            }
        }
        assertThat(trips).flatExtracting(trip -> trip).containsSubsequence(own);
        assertThat(trips).filteredOn(trip -> trip.contains("COMMIT")).hasSize(2); // the ledger's table, the migration
    }

    private int trips(String name, int migrations, int statements) throws Exception {
        return sent(small(name, migrations, statements)).size();
    }

    private List<List<String>> sent(String... scripts) throws Exception {
        try (CountingProxy proxy = new CountingProxy(database.url());
                Connection connection = DriverManager.getConnection(proxy.url(), database.user(), "")) {
            execute("DROP TABLE IF EXISTS migration_ledger");
            proxy.trips();
            migrator(connection, scripts).build().migrate();
            return proxy.trips();
        }
    }

    private static String[] small(String name, int migrations, int statements) {
        return IntStream.range(0, migrations)
                .mapToObj(n -> IntStream.range(0, statements)
                        .mapToObj(m -> "CREATE TABLE %s_%d_%d (id integer);\n".formatted(name, n, m))
                        .reduce("", String::concat))
                .toArray(String[]::new);
    }
}
