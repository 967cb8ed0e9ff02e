package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Attempt;
import io.migrationledger.ErrorCode;
import io.migrationledger.KeptScript;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.Verification;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.report.Causes;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.Capability;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chapter 2: chain and digest. */
public interface ChainRules extends Chapter {
    /** What databases and JDBC drivers like to trim, fold, escape or take for something else. */
    private static String oddText() {
        return "  'quotes' \"too\" \\ back, 100 % {d} ?, :name \t tab\r\nand lines\n\n e\u0301 \u00e9 \u0000  ";
    }

    @Test
    @Rule(
            id = "ML-2.1",
            says = "Every event MUST read back just as it was hashed.",
            intent = "A database that trims, converts or re-encodes a column breaks every later check.",
            check =
                    "column types: text without padding or case folding, microseconds as text, enough length for detail")
    default void eventsReadBackAsHashed() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.migrator(kit.connect(), scripts("0001_kit.sql", kit.fixture().createTable("kit")))
                    .application("the kit, and two blanks  ")
                    .build()
                    .migrate();
            try (LedgerSession session =
                    Ledger.of(kit.connect(), kit.fixture().dialect()).lock(Duration.ofSeconds(10))) {
                MigrationId id = MigrationId.of("blanks  inside", "Some More");
                Attempt attempt = session.started(id, Direction.UP, "c", oddText());
                attempt.failed(new SQLException(oddText(), "", Integer.MIN_VALUE));
            }
            assertThat(kit.events()).last().isInstanceOf(LedgerEvent.Failed.class);
            String previous = EventHeader.NO_HASH;
            for (LedgerEvent event : kit.events()) {
                EventHeader header = event.header();
                assertThat(header.previousHash()).isEqualTo(previous);
                assertThat(CanonicalEncoding.hashOf(event.type(), event.origin().name(), header))
                        .as("the hash of event %s", event)
                        .isEqualTo(header.hash());
                previous = header.hash();
            }
        }
    }

    @Test
    @Rule(
            id = "ML-2.2",
            says = "The digest and the count of unsettled migrations in each event MUST be those of the fold.",
            intent = "The newest row alone tells what is in effect.",
            check = "nothing writes to the ledger but append")
    default void digestFollowsFromTheFold() throws Exception {
        try (ConformanceKit kit = kit()) {
            Map<String, String> scripts = scripts(
                    "0001_kit.sql",
                    kit.fixture().createTable("kit"),
                    "0002_bad.sql",
                    "INSERT INTO no_such_table (id) VALUES (1)");
            kit.fail(scripts);
            scripts.put("0002_bad.sql", "INSERT INTO kit (id, note) VALUES (1, 'mended')");
            kit.migrate(scripts);
            LedgerState state = new LedgerState();
            for (LedgerEvent event : kit.events()) {
                state.add(event);
                assertThat(event.header().appliedDigest()).isEqualTo(state.appliedDigest("main"));
                assertThat(event.header().unsettled()).isEqualTo(state.unsettled("main"));
            }
            assertThat(kit.ledger().verify().isIntact()).isTrue();
        }
    }

    @Test
    @Rule(
            id = "ML-2.3",
            says = "A start with nothing to do MUST cost one query, take no lock and write nothing.",
            intent = "Applications migrate themselves at every start.",
            check = "open() and ledgerTable() send nothing; settings are made in tryLock or beforeMigration")
    default void nothingPendingIsOneQuery() throws Exception {
        try (ConformanceKit kit = kit()) {
            Map<String, String> scripts = scripts("0001_kit.sql", kit.fixture().createTable("kit"));
            kit.migrate(scripts);
            CountedCalls counted = CountedCalls.counting();
            assertThat(kit.migrator(counted.wrap(kit.connect()), scripts)
                            .build()
                            .migrate()
                            .isUpToDate())
                    .isTrue();
            List<String> queries = counted.calls().stream()
                    .filter(call -> !call.equals("unwrap")) // asks the JDBC driver, not the database
                    .toList();
            assertThat(queries).hasSize(1);
            assertThat(queries.get(0)).startsWith("SELECT");
        }
    }

    @Test
    @Rule(
            id = "ML-2.4",
            says = "verify MUST name the first event that does not follow from those before it.",
            intent = "An auditor needs to know from where on the record cannot be trusted.",
            check = "events are read by sequence, and every column is read")
    default void verifyNamesTheFirstForgedEvent() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.migrate(scripts("0001_kit.sql", kit.fixture().createTable("kit")));
            long head = kit.ledger().head().orElseThrow().sequence();
            String table = kit.table();
            for (int forged = 1; forged <= 2; forged++) {
                kit.execute("INSERT INTO " + table + " SELECT sequence + " + forged + ", event, origin, namespace, "
                        + "migration, direction, checksum, done, batch, run_id, database_user, os_user, host, "
                        + "application, recorded_at, elapsed_us, unsettled, applied_digest, detail, previous_hash, hash"
                        + " FROM " + table + " WHERE sequence = " + head);
            }
            assertThat(kit.ledger().verify().broken())
                    .hasValueSatisfying(broken -> assertThat(broken.sequence()).isEqualTo(head + 1));
        }
    }

    @Test
    @Rule(
            id = "ML-2.5",
            says =
                    "The text of each script that runs MUST be kept no later than the event that names it: whole, under the "
                            + "SHA-256 of what stands in its row, and once, however often it runs.",
            intent = "An auditor sees years later what was run, though the file is gone.",
            check = "passingOver writes what is not there, and passes over what is; the columns trim and fold nothing",
            needs = Capability.KEPT_SCRIPTS)
    default void scriptsAreKept() throws Exception {
        try (ConformanceKit kit = kit()) {
            String text = "-- " + "'quotes' \"too\" \\ 100 % ? é 🐘; ".repeat(40) + "\n"
                    + kit.fixture().createTable("kit") + ";\n";
            Map<String, String> scripts =
                    scripts("0001_kit.sql", text, "0002_bad.sql", "INSERT INTO no_such_table (id) VALUES (1);\n");
            for (int attempt = 1; attempt <= 2; attempt++) {
                LedgerException error = kit.fail(scripts);
                assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.STATEMENT_FAILED);
            }
            assertThat(kit.number("SELECT COUNT(*) FROM " + kit.scriptTable())).isEqualTo(2);
            for (LedgerEvent event : kit.events()) {
                if (event instanceof LedgerEvent.Started || event instanceof LedgerEvent.Applied) {
                    KeptScript kept = kit.ledger()
                            .keptScript(event.script().orElseThrow())
                            .orElseThrow();
                    boolean first = event.id().value().equals("0001");
                    assertThat(kept.up().orElseThrow().sql()).isEqualTo(first ? text : scripts.get("0002_bad.sql"));
                }
            }
            Verification found = kit.ledger().verify();
            assertThat(found.broken()).isEmpty();
            assertThat(found.scripts()).isEqualTo(2);
        }
    }
}
