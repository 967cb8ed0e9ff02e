package io.migrationledger.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.run.LocklessDialect;
import io.migrationledger.conformance.run.WrappedDialect;
import io.migrationledger.dialect.sqlite.SqliteDialect;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What engines do that none of ours does: SQLite made to do it. */
class OtherEnginesTest {
    private static final Map<String, String> SCRIPTS =
            Map.of("0001_t.sql", "CREATE TABLE t (id INTEGER PRIMARY KEY)", "0002_row.sql", "INSERT INTO t VALUES (1)");
    private static final SQLException TAKEN = new SQLException("the key is taken", "23505");

    @TempDir
    Path directory;

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("kit.db"));
    }

    private static Migrator migrator(Connection connection, Dialect dialect) {
        return Migrator.of(connection)
                .dialect(dialect)
                .source(Migrations.scripts("main", SCRIPTS))
                .build();
    }

    private LedgerException failure(Dialect dialect) throws SQLException {
        try (Connection connection = connect()) {
            return catchThrowableOfType(
                    LedgerException.class, () -> migrator(connection, dialect).migrate());
        }
    }

    /** Another runner, on a connection of its own and without a lock. */
    private void anotherRun() throws SQLException {
        try (Connection connection = connect()) {
            migrator(connection, new LocklessDialect(new SqliteDialect())).migrate();
        }
    }

    private List<LedgerEvent> events() throws SQLException {
        try (Connection connection = connect()) {
            Ledger ledger = Ledger.of(connection, new SqliteDialect());
            assertThat(ledger.verify().isIntact()).isTrue();
            return ledger.events();
        }
    }

    private long rows() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            return row.getLong(1);
        }
    }

    /** A driver without a lock that answers one call otherwise. */
    private abstract static class Otherwise extends WrappedDialect {
        private int commits;

        Otherwise() {
            super(new SqliteDialect());
        }

        abstract @Nullable Object answer(Call call) throws Throwable;

        int commits() {
            return commits;
        }

        @Override
        protected @Nullable Object call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (method.getName().equals("commit")) {
                commits++;
            }
            return switch (method.getName()) {
                case "tryLock" -> Optional.empty();
                case "holdsLock" -> true;
                case "unlock" -> null;
                default -> answer(new Call(session, method, arguments));
            };
        }
    }

    @Test
    void anEngineWithoutUniqueKeysIsRefusedByName() throws Exception {
        LedgerException error = failure(new Otherwise() {
            @Override
            @Nullable
            Object answer(Call call) throws Throwable {
                return call.is("declined") ? EnumSet.of(Capability.UNIQUE_KEYS) : call.proceed();
            }
        });
        assertThat(error.code()).isEqualTo(ErrorCode.UNSUITABLE_DATABASE);
        assertThat(error.what()).contains("dialect sqlite has no unique keys");
        assertThat(events()).isEmpty();
    }

    @Test
    void aDriverThatKnowsThatItsConnectionIsGoneIsBelieved() throws Exception {
        LedgerException error = failure(new Otherwise() {
            @Override
            @Nullable
            Object answer(Call call) throws Throwable {
                if (call.is("execute") && call.statement().text().startsWith("INSERT")) {
                    throw new SQLException("the server has gone");
                }
                return call.is("isConnectionLost") ? true : call.proceed();
            }
        });
        assertThat(error.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(events()).last().extracting(LedgerEvent::type).isEqualTo(EventType.STARTED);
        anotherRun();
        assertThat(rows()).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyThatIsFoundTakenAtCommitIsTheLedgersWhereAnotherRunHasWritten(boolean another) throws Exception {
        LedgerException error = failure(new Otherwise() {
            @Override
            @Nullable
            Object answer(Call call) throws Throwable {
                if (call.is("commit") && commits() == 2) {
                    call.session().rollback();
                    if (another) {
                        anotherRun();
                    }
                    throw TAKEN;
                }
                return call.is("isDuplicateKey") && call.argument() == TAKEN ? true : call.proceed();
            }
        });
        assertThat(error.code()).isEqualTo(another ? ErrorCode.FENCED : ErrorCode.STATEMENT_FAILED);
        // The other run has ended this one's attempt as interrupted.
        assertThat(events())
                .filteredOn(event -> event.type() == EventType.FAILED)
                .extracting(LedgerEvent::origin)
                .containsExactly(another ? Origin.INTERRUPTED : Origin.ERROR);
        anotherRun();
        assertThat(rows()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "23505"})
    void twoFirstRunsAtOnceWithoutALockEndInTheKeysWords(String state) throws Exception {
        SQLException conflict = new SQLException("two make the table at once", state);
        LedgerException error = failure(new Otherwise() {
            private boolean met;

            @Override
            @Nullable
            Object answer(Call call) throws Throwable {
                if (call.is("createLedgerTable") && !met) {
                    met = true;
                    call.session().rollback();
                    anotherRun();
                    throw conflict;
                }
                return call.is("isDuplicateKey") && call.argument() == conflict
                        ? state.equals("23505")
                        : call.proceed();
            }
        });
        assertThat(error.code()).isEqualTo(ErrorCode.FENCED);
        assertThat(rows()).isOne();
    }
}
