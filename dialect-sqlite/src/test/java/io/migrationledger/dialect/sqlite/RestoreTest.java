package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.KeptScript;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrationListener;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AU-6, AU-7: the events of one ledger, and their scripts, in another: all of them unchanged, or none. */
class RestoreTest {
    @TempDir
    Path directory;

    private SqliteProject from;
    private SqliteProject to;
    private List<LedgerEvent> events;
    private final RefusedCalls calls = new RefusedCalls();
    private final FaultySqlite faulty = new FaultySqlite();

    @BeforeEach
    void ledgers() {
        from = new SqliteProject(directory, "from.db").tables(1, 5);
        from.migrate();
        to = new SqliteProject(directory, "to.db");
        events = from.ledger().events();
        assertThat(events).hasSize(10);
    }

    /** Gives each event the script that it is the first to name. */
    private Function<LedgerEvent, List<KeptScript>> scripts() {
        Set<String> met = new HashSet<>();
        return event -> event.script().filter(met::add).flatMap(from.ledger()::keptScript).stream()
                .toList();
    }

    private long restore(List<LedgerEvent> given, Function<LedgerEvent, List<KeptScript>> scripts) throws Exception {
        try (Connection connection = to.connect();
                LedgerSession session = Ledger.of(calls.on(connection), faulty).lock(Duration.ZERO)) {
            return session.restore(given.iterator(), scripts);
        }
    }

    private void isEmpty() throws Exception {
        assertThat(to.query("SELECT name FROM sqlite_schema")).isEmpty();
    }

    private void isWhole() {
        assertThat(to.ledger().events()).isEqualTo(events);
        List<KeptScript> kept = new ArrayList<>();
        to.ledger().forEachKeptScript(kept::add);
        assertThat(kept).hasSize(5);
        assertThat(to.ledger().verify()).isEqualTo(from.ledger().verify());
    }

    private long inserts(String table) {
        return calls.calls().stream()
                .filter(call -> call.startsWith("INSERT INTO main.\"" + table + "\" "))
                .count();
    }

    @Test
    void isTheSameLedgerInOneTransactionOfFewStatements() throws Exception {
        assertThat(restore(events, scripts())).isEqualTo(10);
        isWhole();
        assertThat(calls.calls()).containsOnlyOnce("BEGIN IMMEDIATE").containsOnlyOnce("COMMIT");
        assertThat(inserts("migration_ledger")).isEqualTo(1);
        assertThat(inserts("migration_ledger_scripts")).isEqualTo(1);
        assertThat(to.migrate()).as("nothing is pending").isEmpty();
    }

    @Test
    void noStatementHoldsMoreRowsThanTheDatabaseTakes() throws Exception {
        faulty.answering("rowsPerInsert", any -> 5);
        assertThat(restore(events, scripts())).isEqualTo(10);
        isWhole();
        assertThat(inserts("migration_ledger")).isEqualTo(2);
        assertThat(inserts("migration_ledger_scripts")).isEqualTo(2);
    }

    @Test
    void eachRowHasAStatementWhereTheDatabaseTakesOne() throws Exception {
        faulty.answering("rowsPerInsert", any -> 1);
        assertThat(restore(events, scripts())).isEqualTo(10);
        isWhole();
        assertThat(inserts("migration_ledger")).isEqualTo(10);
        assertThat(inserts("migration_ledger_scripts")).isEqualTo(5);
    }

    @Test
    void whereAScriptCannotBeGivenTwiceTheOthersAreLookedUpFirst() throws Exception {
        faulty.answering("passingOver", any -> Optional.empty());
        assertThat(restore(events, scripts())).isEqualTo(10);
        isWhole();
    }

    @Test
    void whereDdlCommitsByItselfTheTablesAreMadeBeforeTheTransaction() throws Exception {
        faulty.committing();
        assertThat(restore(events, scripts())).isEqualTo(10);
        isWhole();
        assertThat(calls.calls().subList(0, calls.calls().indexOf("BEGIN IMMEDIATE")))
                .anyMatch(call -> call.startsWith("CREATE TABLE IF NOT EXISTS main.\"migration_ledger\""))
                .anyMatch(call -> call.startsWith("CREATE TABLE IF NOT EXISTS main.\"migration_ledger_scripts\""));
    }

    @Test
    void whatBreaksItOffLeavesNothing() throws Exception {
        faulty.answering("rowsPerInsert", any -> 5);
        calls.before(
                "INSERT INTO main.\"migration_ledger\" ",
                () -> calls.refuse(
                        "INSERT INTO main.\"migration_ledger\" ", 1, new SQLException("disk I/O error", null, 10)));
        assertThatThrownBy(() -> restore(events, scripts())).hasMessageContaining("disk I/O error");
        isEmpty();
        assertThat(restore(events, scripts())).isEqualTo(10);
        isWhole();
    }

    @Test
    void aChainWithAGapIsRefusedAndLeavesNothing() throws Exception {
        List<LedgerEvent> gap = new ArrayList<>(events);
        gap.remove(7);
        LedgerException error = refused(ErrorCode.BROKEN_CHAIN, () -> restore(gap, scripts()));
        assertThat(error.what()).isEqualTo("event 8 does not belong there: event 8 is missing");
        assertThat(error.state()).isEqualTo(LedgerException.NOTHING_CHANGED);
        isEmpty();
    }

    @Test
    void aScriptThatIsNotGivenIsRefused() throws Exception {
        assertThat(refused(ErrorCode.BROKEN_CHAIN, () -> restore(events, event -> List.of()))
                        .what())
                .isEqualTo("event 1 names a kept script that was not given with it, or is not what its hash says");
        isEmpty();
    }

    @Test
    void aScriptThatIsNotWhatItsHashSaysIsRefused() throws Exception {
        Function<LedgerEvent, List<KeptScript>> right = scripts();
        assertThat(refused(
                                ErrorCode.BROKEN_CHAIN,
                                () -> restore(
                                        events,
                                        event -> right.apply(event).stream()
                                                .map(script -> event.sequence() < 5
                                                        ? script
                                                        : new KeptScript(script.hash(), script.text() + "="))
                                                .toList()))
                        .what())
                .startsWith("event 5 names a kept script");
        isEmpty();
    }

    @Test
    void aScriptThatIsGivenTwiceIsRefused() throws Exception {
        assertThat(refused(
                                ErrorCode.BROKEN_CHAIN,
                                () -> restore(
                                        events,
                                        event -> List.of(from.ledger()
                                                .keptScript(event.script().orElseThrow())
                                                .orElseThrow())))
                        .what())
                .isEqualTo("event 2 was given with a kept script that it is not the first to name");
        isEmpty();
    }

    @Test
    void aLedgerThatHasEventsIsNotWrittenTo() throws Exception {
        restore(events, scripts());
        assertThat(refused(ErrorCode.LEDGER_BEGUN, () -> restore(events, scripts()))
                        .what())
                .isEqualTo("this ledger has events already, 10 of them");
        isWhole();
    }

    @Test
    void isNotDoneInTheCallersTransactionNorBehindTheEnd() throws Exception {
        try (Connection connection = to.connect()) {
            LedgerSession session = Ledger.of(connection).lock(Duration.ZERO);
            connection.setAutoCommit(false);
            refused(ErrorCode.MISUSE, () -> session.restore(events.iterator(), scripts()));
            connection.setAutoCommit(true);
            session.close();
            refused(ErrorCode.MISUSE, () -> session.restore(events.iterator(), scripts()));
        }
        isEmpty();
    }

    @Test
    void isNotDoneBesideAnotherLedgerOfTheSameDatabase() throws Exception {
        try (Connection connection = from.connect()) {
            SqliteProject.execute(connection, "ALTER TABLE migration_ledger RENAME TO old");
            try (LedgerSession session = Ledger.of(connection).lock(Duration.ZERO)) {
                refused(ErrorCode.LEDGER_ELSEWHERE, () -> session.restore(events.iterator(), scripts()));
            }
        }
    }

    @Test
    void aTableOfScriptsThatTakesNoneIsNamed() throws Exception {
        to.execute("CREATE TABLE migration_ledger_scripts (hash PRIMARY KEY, words)");
        assertThat(refused(ErrorCode.LEDGER_CHANGED, () -> restore(events, scripts()))
                        .what())
                .startsWith(
                        "the ledger's table main.\"migration_ledger_scripts\" does not take what the ledger writes: ");
        assertThat(to.ledger().head()).isEmpty();
    }

    @Test
    void whatTheDriverWarnsOfTheTablesIsTold() throws Exception {
        List<String> told = new ArrayList<>();
        faulty.warning("createLedgerTable", "no triggers").warning("createScriptTable", "no triggers here either");
        Ledger ledger = to.builder()
                .dialect(faulty)
                .listener(new MigrationListener() {
                    @Override
                    public void warning(String text) {
                        told.add(text);
                    }
                })
                .build()
                .ledger();
        try (LedgerSession session = ledger.lock(Duration.ZERO)) {
            session.restore(events.iterator(), scripts());
        }
        assertThat(told).containsExactly("no triggers", "no triggers here either");
    }

    @Test
    void aLedgerWithoutScriptsNeedsNone() throws Exception {
        SqliteProject alone = new SqliteProject(directory, "alone.db");
        try (LedgerSession session = alone.ledger().lock(Duration.ZERO)) {
            session.started(MigrationId.of("1"), "v1").applied();
        }
        try (LedgerSession session = to.ledger().lock(Duration.ZERO)) {
            assertThat(session.restore(alone.ledger().events().iterator())).isEqualTo(2);
        }
        assertThat(to.ledger().events()).isEqualTo(alone.ledger().events());
    }
}
