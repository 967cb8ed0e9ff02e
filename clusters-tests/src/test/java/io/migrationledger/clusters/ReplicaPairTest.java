package io.migrationledger.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.spi.Finding;
import io.migrationledger.testdb.ClusterNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A source dies in mid-run, its replica is made the source, and the same address finds it. */
class ReplicaPairTest {
    private static final int POINTS = 3;
    private static final List<String> FORMATS = List.of("ROW", "MIXED", "STATEMENT");

    /** One way to follow a source. */
    record Way(ClusterNode.Program program, String format, boolean semiSynchronous) {
        ReplicaPair start() {
            return new ReplicaPair(program, format, semiSynchronous);
        }

        @Override
        public String toString() {
            return program + ", " + (semiSynchronous ? "semi-synchronous" : "asynchronous") + " replica, " + format;
        }
    }

    /** Two that the seed chooses, of either vendor; all of them where every point is wanted. */
    static Stream<Way> ways() {
        List<Way> mysql = new ArrayList<>();
        List<Way> mariadb = new ArrayList<>();
        for (String format : FORMATS) {
            mysql.add(new Way(ClusterNode.Program.MYSQL_8_0_12, format, false));
            mariadb.add(new Way(ClusterNode.Program.MARIADB, format, false));
        }
        mysql.add(new Way(ClusterNode.Program.MYSQL_8_0_33, "ROW", true));
        if (CrashBudget.exhaustive()) {
            return Stream.concat(mysql.stream(), mariadb.stream());
        }
        Random random = new Random(CrashBudget.seed());
        Collections.shuffle(mysql, random);
        Collections.shuffle(mariadb, random);
        return Stream.of(mysql.get(0), mariadb.get(0));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void runsAgainOnThePromotedReplica(Way way) throws Exception {
        try (ReplicaPair pair = way.start()) {
            FaultReport report = new NodeFaults(way.toString(), pair).sample("source killed, replica promoted", POINTS);
            assertThat(report.doubts()).isEmpty();
            assertThat(report.points()).isGreaterThanOrEqualTo(POINTS);
        }
    }

    /** What a replica was sent, rows or statements, is the same ledger. */
    @ParameterizedTest
    @MethodSource("ways")
    void theReplicaHasTheSameLedgerAndIsNotWritten(Way way) throws Exception {
        try (ReplicaPair pair = way.start();
                CrashDatabase database = pair.newDatabase();
                Connection source = database.connect()) {
            Migrator.of(source).source(pair.migrations()).build().migrate();
            pair.awaitReplica();
            try (Connection replica = pair.replica().connect(source.getCatalog())) {
                Ledger there = Ledger.of(replica);
                assertThat(there.events()).isEqualTo(Ledger.of(source).events()).isNotEmpty();
                assertThat(there.verify().broken()).isEmpty();
                assertThat(pair.dump(replica)).isEqualTo(pair.dump(source));
            }
        }
    }

    /** C-1, AU-50. */
    @Test
    void refusesAReplicaBeforeAnythingRuns() throws Exception {
        try (ReplicaPair pair = new ReplicaPair(ClusterNode.Program.MYSQL_8_0_12, "ROW", false);
                CrashDatabase database = pair.newDatabase();
                Connection source = database.connect();
                Connection replica = pair.replica().connect(source.getCatalog())) {
            refused(pair, replica, "super_read_only = ON");
            assertThat(DoctorSays.of(Finding.Topic.STANDBY, replica, pair.migrations()))
                    .singleElement()
                    .asString()
                    .startsWith("PROBLEM ")
                    .contains("read_only");
            // The account has the right to write all the same.
            Rows.execute(replica, "SET GLOBAL super_read_only = OFF");
            refused(pair, replica, "read_only = ON");
            assertThat(Rows.of(replica, "SHOW TABLES")).isEmpty();
        }
    }

    private static void refused(ReplicaPair pair, Connection replica, String words) throws SQLException {
        assertThatThrownBy(() ->
                        Migrator.of(replica).source(pair.migrations()).build().migrate())
                .asInstanceOf(type(LedgerException.class))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.READ_ONLY))
                .extracting(Throwable::getMessage)
                .asString()
                .contains(words)
                .contains("Connect to the primary server");
    }
}
