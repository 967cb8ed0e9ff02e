package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.conformance.crash.ChildRun;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.conformance.report.Causes;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.conformance.run.FencedRun;
import io.migrationledger.conformance.run.SavepointMigration;
import io.migrationledger.conformance.run.ScratchTrials;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Scratch;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlStatement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Chapter 11: capabilities. */
public interface CapabilityRules extends Chapter {

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
                LedgerException error = ConformanceKit.fail(builder.build());
                assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.BAD_OPTION);
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
            assertThat(error.code())
                    .as("%s", Causes.shown(error))
                    .isIn(ErrorCode.FENCED, ErrorCode.UNSUITABLE_DATABASE);
        }
    }

    @Test
    @Rule(
            id = "ML-11.5",
            says =
                    "DDL that fails half-way MUST leave the database as it was; only where the driver declines ATOMIC_DDL may "
                            + "a half be left, and then the migration MUST be IN_DOUBT.",
            intent = "A half that nobody is told of is found by the next migration.",
            check = "probe takes the half away where that is safe, and does not say DidNotHappen where one is left")
    default void halfIsTakenAwayOrInDoubt() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            kit.execute("INSERT INTO kit (id, note) VALUES (1, 'twice')");
            kit.execute("INSERT INTO kit (id, note) VALUES (2, 'twice')");
            List<String> before = kit.dump();
            LedgerException error =
                    kit.fail(scripts("0001_half.sql", kit.fixture().halfwayStatement() + ";\n"));
            boolean half = !kit.dump().equals(before);
            if (half && kit.declines(Capability.ATOMIC_DDL)) {
                assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.IN_DOUBT);
                assertThat(error.what()).contains("0001_half.sql:1").contains("statement 1");
            } else {
                assertThat(kit.dump()).isEqualTo(before);
                assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.STATEMENT_FAILED);
                assertThat(kit.migrate(scripts("0001_mended.sql", "INSERT INTO kit (id, note) VALUES (3, 'once')"))
                                .completed())
                        .hasSize(1);
            }
        }
    }

    @Test
    @Rule(
            id = "ML-11.6",
            says = "While one process has the database open, another MUST be served; where the driver declines "
                    + "CONCURRENT_PROCESSES it MUST be refused with ML-1102, change nothing, and be served afterwards.",
            intent = "A process that is let in half-way does harm; one that waits for ever says nothing.",
            check = "explain() for the error of a database that is already open")
    default void otherProcessIsServedOrRefused() throws Exception {
        try (ConformanceKit kit = kit()) {
            boolean declined = kit.declines(Capability.CONCURRENT_PROCESSES);
            int migrations = kit.fixture().crashScripts().size();
            assertThat(kit.events()).isEmpty();
            if (declined) {
                try (ChildRun other = ChildRun.start(kit.fixture().getClass(), kit.database(), CrashPoint.NONE)) {
                    other.go();
                    assertThat(other.failed()).isEqualTo(ErrorCode.DATABASE_BUSY.code());
                }
                assertThat(kit.events()).isEmpty();
                kit.disconnect();
            }
            try (ChildRun other = ChildRun.start(kit.fixture().getClass(), kit.database(), CrashPoint.NONE)) {
                other.go();
                assertThat(other.completed()).isEqualTo(migrations);
            }
            assertThat(kit.ledger().state().migrations()).hasSize(migrations);
        }
    }

    @Test
    @Rule(
            id = "ML-11.7",
            says =
                    "ROLLBACK TO SAVEPOINT MUST undo just what stands after the savepoint; a driver that declines SAVEPOINTS "
                            + "MUST refuse SAVEPOINT in a script with ML-1211.",
            intent = "What a savepoint undoes must not take the mark with it, nor leave an effect behind.",
            check = "classify for SAVEPOINT, RELEASE and ROLLBACK TO: they end no transaction")
    default void savepointsWorkOrAreRefused() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            Map<String, String> scripts = scripts("0001_rows.sql", """
                    INSERT INTO kit (id, note) VALUES (1, 'kept');
                    SAVEPOINT here;
                    INSERT INTO kit (id, note) VALUES (2, 'undone');
                    ROLLBACK TO SAVEPOINT here;
                    INSERT INTO kit (id, note) VALUES (3, 'kept');
                    """);
            if (kit.declines(Capability.SAVEPOINTS)) {
                LedgerException error = kit.fail(scripts);
                assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.REFUSED_STATEMENT);
                assertThat(error.what()).contains("0001_rows.sql:2");
                assertThat(kit.number("SELECT COUNT(*) FROM kit")).isZero();
                assertThat(kit.events()).isEmpty();
            } else {
                assertThat(kit.migrate(scripts).completed()).hasSize(1);
                assertThat(kit.number("SELECT COUNT(*) FROM kit WHERE id IN (1, 3)"))
                        .isEqualTo(2);
                assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(2);
                assertThat(kit.ledger()
                                .state()
                                .of(MigrationId.of("0001"))
                                .orElseThrow()
                                .isInEffect())
                        .isTrue();
            }
        }
    }

    @Test
    @Rule(
            id = "ML-11.8",
            says = "A Java migration MUST be able to roll back to a savepoint; where the driver declines SAVEPOINTS, "
                    + "setSavepoint MUST be refused.",
            intent = "Code and scripts are migrations alike.",
            check = "begin() leaves the connection in a state in which JDBC can set a savepoint")
    default void javaSavepointsWorkOrAreRefused() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.execute(kit.fixture().createTable("kit"));
            Migrator migrator = Migrator.of(kit.connect())
                    .dialect(kit.fixture().dialect())
                    .source(Migrations.java(new SavepointMigration()))
                    .onExisting(OnExisting.RUN)
                    .build();
            if (kit.declines(Capability.SAVEPOINTS)) {
                LedgerException error = ConformanceKit.fail(migrator);
                assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.STATEMENT_FAILED);
                assertThat(error.what()).contains("setSavepoint");
                assertThat(kit.number("SELECT COUNT(*) FROM kit")).isZero();
            } else {
                assertThat(migrator.migrate().completed()).hasSize(1);
                assertThat(kit.number("SELECT MIN(id) FROM kit")).isEqualTo(1);
                assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(1);
            }
        }
    }

    @Test
    @Rule(
            id = "ML-11.9",
            says =
                    "A driver that declines KEPT_SCRIPTS MUST make no table for them, and migrates as ever; its events name none.",
            intent = "Nobody finds a table in their schema that nothing uses.",
            check = "createLedgerTable makes the ledger's table only; declined()")
    default void scriptsAreKeptOrNot() throws Exception {
        try (ConformanceKit kit = kit()) {
            boolean declined = kit.declines(Capability.KEPT_SCRIPTS);
            kit.migrate(scripts("0001_kit.sql", kit.fixture().createTable("kit")));
            assertThat(kit.events())
                    .filteredOn(event -> event instanceof LedgerEvent.Started || event instanceof LedgerEvent.Applied)
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.script().isEmpty()).isEqualTo(declined));
            assertThat(kit.tableExists(kit.scriptTable())).isEqualTo(!declined);
            assertThat(kit.ledger().verify().broken()).isEmpty();
        }
    }

    @Test
    @Rule(
            id = "ML-11.10",
            says =
                    "A scratch database MUST be empty and apart: nothing that is done in it reaches another database, and it is "
                            + "gone when it is closed.",
            intent = "Migrations are tried there that nobody has read yet.",
            check = "scratch(): a database of its own for each call; close() ends it")
    default void scratchDatabasesAreApart() throws Exception {
        try (ConformanceKit kit = kit()) {
            ScratchTrials trials = new ScratchTrials(kit);
            Set<String> before = trials.databases();
            String create = kit.fixture().createTable("kit");
            try (Scratch first = trials.open();
                    Scratch second = trials.open()) {
                new JdbcSql(first.connection()).execute(create);
                new JdbcSql(second.connection()).execute(create);
                new JdbcSql(second.connection()).execute("INSERT INTO kit (id, note) VALUES (1, 'second')");
                assertThat(new JdbcSql(first.connection()).value("SELECT COUNT(*) FROM kit"))
                        .isEqualTo("0");
                assertThat(kit.tableExists("kit")).isFalse();
            }
            assertThat(trials.databases()).isEqualTo(before);
        }
    }

    @Test
    @Rule(
            id = "ML-11.11",
            says =
                    "Where a program is cut off at any call while it makes, uses or ends a scratch database, the next one that "
                            + "is made there MUST remove what is left, and MUST NOT touch one that is in use.",
            intent = "Nobody has to tidy up a server after a build that was killed.",
            check = "what tells that a scratch database belongs to nobody: a lock that ends with its connection")
    default void scratchDatabasesNeverSurvive() throws Exception {
        try (ConformanceKit kit = kit()) {
            ScratchTrials trials = new ScratchTrials(kit);
            Set<String> before = trials.databases();
            try (Scratch inUse = trials.open()) {
                JdbcSql used = new JdbcSql(inUse.connection());
                used.execute(kit.fixture().createTable("kit"));
                Set<String> allowed = trials.databases();
                int calls = trials.run(CrashPoint.NONE);
                assertThat(calls).isPositive();
                for (int call = 1; call <= calls; call++) {
                    for (CrashPoint.Moment moment : CrashPoint.Moment.values()) {
                        trials.run(new CrashPoint(call, moment));
                        trials.openUntil(allowed);
                        used.execute(
                                "INSERT INTO kit (id, note) VALUES (" + (2 * call + moment.ordinal()) + ", 'here')");
                    }
                }
                assertThat(used.value("SELECT COUNT(*) FROM kit")).isEqualTo(Integer.toString(2 * calls));
            }
            assertThat(trials.databases()).isEqualTo(before);
        }
    }

    @Test
    @Rule(
            id = "ML-11.12",
            says =
                    "A driver that declines SNAPSHOT MUST return no schemaReader, and a snapshot is refused with ML-1601; one that "
                            + "does not MUST return one.",
            intent = "A schema that cannot be read is not compared as if it were empty.",
            check = "schemaReader(); declined()")
    default void snapshotsAreReadOrRefused() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.session()) {
            boolean declined = session.declined().contains(Capability.SNAPSHOT);
            assertThat(session.schemaReader().isEmpty()).isEqualTo(declined);
            if (declined) {
                assertThatThrownBy(() -> kit.ledger().snapshot())
                        .isInstanceOfSatisfying(
                                LedgerException.class,
                                error -> assertThat(error.code()).isEqualTo(ErrorCode.NO_SCHEMA_READER));
            } else {
                assertThat(kit.ledger().snapshot().items()).isEmpty();
            }
        }
    }

    @Test
    @Rule(
            id = "ML-11.13",
            says =
                    "A driver that declines SCHEMA_WRITER MUST return no schemaWriter; one that does not MUST return one, and a "
                            + "schemaReader.",
            intent = "A migration that cannot be generated is refused by name, before anything is read.",
            check = "schemaWriter(); declined()")
    default void statementsAreWrittenOrRefused() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.session()) {
            boolean declined = session.declined().contains(Capability.SCHEMA_WRITER);
            assertThat(session.schemaWriter().isEmpty()).isEqualTo(declined);
            assertThat(declined || session.schemaReader().isPresent()).isTrue();
        }
    }
}
