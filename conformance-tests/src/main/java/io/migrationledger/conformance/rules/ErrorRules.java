package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Chapter 12: errors. */
public interface ErrorRules extends Chapter {

    @Test
    @Rule(
            id = "ML-12.1",
            says = "isMissingTable MUST detect that the ledger table does not exist, and no error of another kind.",
            intent = "An empty ledger and an unreadable one are different answers.",
            check = "error codes; the name of the table in the message where the code is not enough")
    default void missingTableIsRecognised() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.session()) {
            SQLException missing = kit.refused("SELECT COUNT(*) FROM " + session.ledgerTable());
            SQLException syntax = kit.refused("SELECT FROM WHERE ORDER");
            assertThat(session.isMissingTable(missing))
                    .as(String.valueOf(missing))
                    .isTrue();
            assertThat(session.isMissingTable(syntax))
                    .as(String.valueOf(syntax))
                    .isFalse();
            assertThat(session.isDuplicateKey(missing)).isFalse();
            assertThat(session.isLockTimeout(missing)).isFalse();
        }
    }

    @Test
    @Rule(
            id = "ML-12.2",
            says = "Errors MUST NOT hold the password.",
            intent = "Logs are read by many.",
            check = "explain() and the messages of the driver")
    default void errorsHoldNoPassword() throws Exception {
        try (ConformanceKit kit = kit()) {
            String password = "s3cr3t-of-the-kit";
            Properties login = new Properties();
            login.setProperty(
                    "user",
                    kit.database().user().isEmpty() ? "kit" : kit.database().user());
            login.setProperty("password", password);
            Migrator migrator = Migrator.of(kit.database().url(), login)
                    .dialect(kit.fixture().dialect())
                    .source(Migrations.scripts("main", scripts("0001_bad.sql", "INSERT INTO nowhere VALUES (1)")))
                    .build();
            LedgerException error = ConformanceKit.fail(migrator);
            StringBuilder said = new StringBuilder();
            for (Throwable cause = error; cause != null; cause = cause.getCause()) {
                said.append(cause).append('\n');
            }
            assertThat(said.toString())
                    .as("whether the log-in is refused or the script fails")
                    .doesNotContain(password);
            assertThat(kit.events()).noneMatch(event -> event.toString().contains(password));
        }
    }
}
