package io.migrationledger.dialect.mysql.write;

import static io.migrationledger.dialect.mysql.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An event that repeats and has no STARTS: the server fills in the time at which it is made. */
class ImplicitStartsTest {
    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE t (a INT)",
            "CREATE EVENT daily ON SCHEDULE EVERY 1 DAY DO DELETE FROM t",
            "CREATE EVENT ending ON SCHEDULE EVERY 2 DAY ENDS '2037-01-01 00:00:00' DO DELETE FROM t",
            "CREATE EVENT started ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO DELETE FROM t",
            "SET SESSION time_zone = '+03:00'",
            "CREATE EVENT zoned ON SCHEDULE EVERY 1 MONTH DO DELETE FROM t",
            "SET SESSION time_zone = DEFAULT");

    private static List<String> schedules(Snapshot snapshot) {
        return snapshot.events().stream()
                .map(event -> event.name() + ": " + event.schedule())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_8_0_12"})
    void isTheSameEventWheneverItIsMade(TestServers server) throws Exception {
        try (TestDatabase database = server.get().newDatabase();
                TestDatabase other = server.get().newDatabase();
                Connection connection = database.connect(JdbcClient.MARIADB);
                Connection later = other.connect(JdbcClient.MARIADB)) {
            execute(connection, SCHEMA);
            Thread.sleep(1100); // the catalogue has whole seconds
            execute(later, SCHEMA);
            Snapshot snapshot = Ledger.of(connection).snapshot();
            assertThat(schedules(snapshot))
                    .containsExactly(
                            "daily: EVERY 1 DAY",
                            "ending: EVERY 2 DAY ENDS '2037-01-01 00:00:00'",
                            "started: EVERY 1 DAY STARTS '2030-01-01 00:00:00'",
                            "zoned: EVERY 1 MONTH");
            execute(connection, List.of("SET SESSION time_zone = '-05:00'"));
            assertThat(Ledger.of(connection).snapshot())
                    .as("read in another time zone")
                    .isEqualTo(snapshot);
            assertThat(Ledger.of(later).snapshot()).isEqualTo(snapshot);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_8_0_12"})
    void isWrittenWithoutOne(TestServers server) throws Exception {
        try (TestDatabase database = server.get().newDatabase();
                TestDatabase other = server.get().newDatabase();
                Connection connection = database.connect(JdbcClient.MARIADB);
                Connection later = other.connect(JdbcClient.MARIADB)) {
            execute(connection, SCHEMA);
            Snapshot snapshot = Ledger.of(connection).snapshot();
            Thread.sleep(1100);
            Ledger ledger = Ledger.of(later);
            execute(
                    later,
                    ledger.schemaWriter().orElseThrow().script(ledger.snapshot(), snapshot).statements().stream()
                            .map(SchemaStatement::sql)
                            .toList());
            assertThat(ledger.snapshot()).isEqualTo(snapshot);
        }
    }

    /** What ALTER EVENT says of all but the schedule leaves the time at which the event was made. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_8_0_12"})
    void staysOneBehindAlterEvent(TestServers server) throws Exception {
        try (TestDatabase database = server.get().newDatabase();
                Connection connection = database.connect(JdbcClient.MARIADB)) {
            execute(connection, SCHEMA);
            Thread.sleep(1100);
            execute(connection, List.of("ALTER EVENT daily RENAME TO nightly", "ALTER EVENT nightly DISABLE"));
            assertThat(schedules(Ledger.of(connection).snapshot())).contains("nightly: EVERY 1 DAY");
        }
    }

    /** MySQL 8.0 does not keep the time of ALTER EVENT. */
    @Test
    void isOneBehindAnotherScheduleOnMariadb() throws Exception {
        try (TestDatabase database = TestServers.mariadb().newDatabase();
                Connection connection = database.connect(JdbcClient.MARIADB)) {
            execute(connection, SCHEMA);
            Thread.sleep(1100);
            execute(connection, List.of("ALTER EVENT daily ON SCHEDULE EVERY 3 DAY"));
            assertThat(schedules(Ledger.of(connection).snapshot())).contains("daily: EVERY 3 DAY");
        }
    }
}
