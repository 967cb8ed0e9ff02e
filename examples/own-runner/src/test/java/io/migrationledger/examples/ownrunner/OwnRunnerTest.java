package io.migrationledger.examples.ownrunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.Ledger;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.examples.ownrunner.OwnRunner.Change;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Properties;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnRunnerTest {
    @TempDir
    Path directory;

    String url;

    @BeforeAll
    static void withoutTheLogo() {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    @BeforeEach
    void address() {
        url = "jdbc:sqlite:" + directory.resolve("billing.db");
    }

    @Test
    void appliesEachChangeOnceAndRecordsIt() throws Exception {
        OwnRunner.main(new String[] {url});

        assertThat(OwnRunner.run(ledger(), OwnRunner.CHANGES)).isEmpty();
        assertThat(ledger().events())
                .extracting(LedgerEvent::type)
                .containsExactly(
                        EventType.STARTED,
                        EventType.APPLIED,
                        EventType.STARTED,
                        EventType.APPLIED,
                        EventType.STARTED,
                        EventType.APPLIED);
        assertThat(ledger().verify().isIntact()).isTrue();
        assertThat(count("SELECT count(*) FROM invoice WHERE number = '2026-0001'"))
                .isEqualTo(1);
    }

    @Test
    void aChangeThatFailsLeavesNothingBehindButItsRecord() throws Exception {
        Change bad = new Change("1", "a", jooq -> {
            jooq.createTable("half")
                    .column("id", org.jooq.impl.SQLDataType.INTEGER)
                    .execute();
            jooq.execute("BROKEN");
        });

        assertThatThrownBy(() -> OwnRunner.run(ledger(), List.of(bad))).isInstanceOf(DataAccessException.class);

        assertThat(ledger().state()
                        .of(MigrationId.of("billing", "1"))
                        .orElseThrow()
                        .status())
                .isEqualTo(MigrationStatus.FAILED);
        assertThat(count("SELECT count(*) FROM sqlite_master WHERE name = 'half'"))
                .isZero();
        assertThat(OwnRunner.run(ledger(), OwnRunner.CHANGES)).hasSize(3);
    }

    private Ledger ledger() {
        return Ledger.of(url, new Properties());
    }

    private int count(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            return DSL.using(connection).fetchOne(sql).get(0, int.class);
        }
    }
}
