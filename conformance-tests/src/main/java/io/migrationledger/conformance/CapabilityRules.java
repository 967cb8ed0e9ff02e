package io.migrationledger.conformance;

import static io.migrationledger.conformance.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Chapters 11 and 12: capabilities; errors. */
interface CapabilityRules extends Chapter {

    @Test
    @Rule(
            id = "ML-11.1",
            says = "A driver that declines TRANSACTIONAL_DDL MUST classify DDL as self-committing.",
            intent = "A capability is what the driver promises, and what it does not promise it must not act on.",
            check = "classify for CREATE TABLE; declined()")
    default void declinedTransactionalDdl() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.session()) {
            boolean declined = session.declined().contains(Capability.TRANSACTIONAL_DDL);
            SqlStatement create = new SqlStatement(1, kit.fixture().createTable("kit"), 1, 1, Optional.empty());
            assertThat(session.classify(create).kind())
                    .isEqualTo(declined ? StatementKind.SELF_COMMITTING : StatementKind.TRANSACTIONAL);
        }
    }

    @Test
    @Rule(
            id = "ML-11.2",
            says =
                    "A driver that declines APPEND_ONLY_TRIGGERS MUST return a warning that says so from createLedgerTable; "
                            + "one that does not decline it MUST return none.",
            intent = "Whoever reads the run's output learns what is not enforced.",
            check = "the list that createLedgerTable returns")
    default void declinedTriggersAreSaid() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.lockedSession()) {
            boolean declined = session.declined().contains(Capability.APPEND_ONLY_TRIGGERS);
            assertThat(session.createLedgerTable().isEmpty()).isEqualTo(!declined);
        }
    }

    @Test
    @Rule(
            id = "ML-11.3",
            says =
                    "A driver that declines SCHEMAS MUST refuse a named schema with ML-1002; one that does not MUST keep the "
                            + "ledger there.",
            intent = "An option that is not heeded is worse than an error.",
            check = "open() with SessionOptions.schema(); creating the schema where it is missing")
    default void schemaIsHeededOrRefused() throws Exception {
        try (ConformanceKit kit = kit()) {
            boolean declined = kit.declines(Capability.SCHEMAS);
            String schema = "ledger_kit_" + System.nanoTime(); // on some databases schemas are the server's
            var builder = kit.migrator(
                            kit.connect(), scripts("0001_kit.sql", kit.fixture().createTable("kit")))
                    .schema(schema);
            if (declined) {
                LedgerException error = catchThrowableOfType(
                        LedgerException.class, () -> builder.build().migrate());
                assertThat(error.code()).isEqualTo(ErrorCode.BAD_OPTION);
                assertThat(kit.tableExists("kit")).isFalse();
            } else {
                builder.build().migrate();
                assertThat(kit.number("SELECT COUNT(*) FROM " + schema + ".migration_ledger"))
                        .isGreaterThanOrEqualTo(2);
                assertThat(builder.build().migrate().isUpToDate()).isTrue();
            }
        }
    }

    @Test
    @Rule(
            id = "ML-11.4",
            says = "With no lock at all, declined or lost, a second writer MUST be stopped by the ledger's key.",
            intent = "Without a lock there is no politeness; the key still keeps the ledger in order.",
            check = "the primary key on sequence; isDuplicateKey")
    default void declinedLockIsSafe() throws Exception {
        try (ConformanceKit kit = kit()) {
            LedgerException error = new FencedRun(kit).run();
            assertThat(error.code()).isIn(ErrorCode.FENCED, ErrorCode.UNSUITABLE_DATABASE);
        }
    }

    @Test
    @Rule(
            id = "ML-12.1",
            says = "isMissingTable MUST recognise that the ledger table does not exist, and no other error.",
            intent = "An empty ledger and an unreadable one are different answers.",
            check = "error codes; the name of the table in the message where the code is not enough")
    default void missingTableIsRecognised() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.session()) {
            SQLException missing = catchThrowableOfType(
                    SQLException.class, () -> kit.number("SELECT COUNT(*) FROM " + session.ledgerTable()));
            SQLException syntax =
                    catchThrowableOfType(SQLException.class, () -> kit.execute("SELECT FROM WHERE ORDER"));
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
            LedgerException error = catchThrowableOfType(LedgerException.class, migrator::migrate);
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
