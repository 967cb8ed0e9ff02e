package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerSession;
import io.migrationledger.Migrator;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.Finding;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** Whose connection it is, and in what state it is given back. */
class ConnectionsTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 2);
    }

    @Test
    void whatTheDatabaseSaidIsTakenOutOfAPoolsOwnException() {
        SQLException said = new SQLException("nobody listens", "08001");
        DataSource pool = pool(new IllegalStateException("the pool", new IllegalStateException("inner", said)));

        assertThat(refused(
                        ErrorCode.NO_CONNECTION,
                        () -> Migrator.of(pool).source(project.source()).build().migrate()))
                .hasMessageContaining("nobody listens (SQLSTATE 08001)")
                .hasCause(said);
    }

    @Test
    void aPoolsExceptionWithoutTheDatabasesWordsStaysAsItIs() {
        RuntimeException own = new IllegalStateException("the pool is closed", new IllegalArgumentException("why"));

        assertThatThrownBy(() ->
                        Migrator.of(pool(own)).source(project.source()).build().migrate())
                .isSameAs(own);
    }

    private static DataSource pool(RuntimeException refusal) {
        return new SQLiteDataSource() {
            @Override
            public SQLiteConnection getConnection() {
                throw refusal;
            }
        };
    }

    /** As some pools hand connections out, which reset nothing when they come back. */
    @Test
    void aConnectionGoesBackToItsPoolAsItCame() throws Exception {
        List<Boolean> closed = new ArrayList<>();
        DataSource pool = new SQLiteDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection real = project.connect();
                real.setAutoCommit(false);
                return (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                closed.add(real.getAutoCommit());
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
            }
        };
        Migrator migrator = Migrator.of(pool).source(project.source()).build();
        assertThat(migrator.migrate().completed()).hasSize(2);
        migrator.status();
        assertThat(closed).hasSizeGreaterThan(1).containsOnly(false);
        closed.clear();
        assertThat(migrator.examine(Set.of(), true))
                .extracting(Finding::what)
                .anyMatch(text -> text.contains("second session"));
        assertThat(closed).as("both of them").hasSize(2).containsOnly(false);
    }

    @Test
    void theCallersConnectionStaysOpen() throws Exception {
        try (Connection connection = project.connect()) {
            Migrator migrator = Migrator.of(connection).source(project.source()).build();
            migrator.migrate();
            migrator.status();
            migrator.rollback(RollbackOptions.steps(1));

            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(Ledger.of(connection).verify().isIntact()).isTrue();
        }
    }

    @Test
    void theCallersConnectionKeepsItsAutoCommitMode() throws Exception {
        try (Connection connection = project.connect()) {
            connection.setAutoCommit(false);
            Migrator migrator = Migrator.of(connection).source(project.source()).build();

            assertThat(migrator.migrate().completed()).hasSize(2);
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(connection.getAutoCommit()).isFalse();
            connection.rollback();
        }
        assertThat(project.tables()).containsExactly("t1", "t2");
    }

    @Test
    void theCallersConnectionKeepsItsAutoCommitModeAfterAnError() throws Exception {
        project.script("0003_bad.sql", "BROKEN;");
        try (Connection connection = project.connect()) {
            connection.setAutoCommit(false);
            refused(
                    ErrorCode.STATEMENT_FAILED,
                    () -> Migrator.of(connection)
                            .source(project.source())
                            .build()
                            .migrate());
            assertThat(connection.getAutoCommit()).isFalse();
            refused(
                    ErrorCode.BAD_OPTION,
                    () -> Migrator.of(connection)
                            .source(project.source())
                            .schema("none")
                            .build()
                            .migrate());
            assertThat(connection.getAutoCommit()).isFalse();
        }
    }

    @Test
    void aPoolOfOneConnectionIsEnoughForEverything() throws Exception {
        OneConnection pool = new OneConnection(project);
        Migrator migrator =
                Migrator.of((DataSource) pool).source(project.source()).build();

        migrator.baseline(MigrationId.of("1"), "there");
        migrator.migrate();
        migrator.status();
        migrator.validate();
        migrator.rollback(RollbackOptions.steps(1));
        migrator.ledger().verify();
        try (LedgerSession session = Ledger.of(pool).lock(Duration.ZERO)) {
            session.started(MigrationId.of("own", "1"), "v1").applied();
        }
        project.script("0003_bad.sql", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, migrator::migrate);

        assertThat(pool.out).isZero();
    }

    @Test
    void anInMemoryDatabaseIsMigratedOnItsOneConnection() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            Migrator migrator = Migrator.of(connection).source(project.source()).build();

            assertThat(migrator.migrate().completed()).hasSize(2);
            assertThat(migrator.migrate().isUpToDate()).isTrue();
            assertThat(migrator.rollback(RollbackOptions.LAST_BATCH).completed())
                    .hasSize(2);
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    @Test
    void theLedgerTableMayHaveAnyName() throws Exception {
        String name = "it's a \"ledger\"";
        Migrator migrator = project.builder().table(name).build();

        migrator.migrate();

        assertThat(migrator.migrate().isUpToDate()).isTrue();
        assertThat(migrator.ledger().verify().events()).isEqualTo(4);
        assertThat(project.query("SELECT name FROM sqlite_master WHERE type = 'table'"))
                .contains(name)
                .doesNotContain("migration_ledger");
    }

    /** Lends one connection and fails where two are wanted at once. */
    private static final class OneConnection extends SQLiteDataSource {
        private int out;

        OneConnection(SqliteProject project) {
            setUrl(project.url());
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (out > 0) {
                throw new SQLException("the pool has one connection, and it is lent");
            }
            out++;
            Connection real = DriverManager.getConnection(getUrl());
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            out--;
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    @Test
    void aLockThatIsNotObtainedGivesTheConnectionBack() throws Exception {
        OneConnection pool = new OneConnection(project);
        try (LedgerSession held = project.ledger().lock(Duration.ZERO)) {
            refused(ErrorCode.LOCK_TIMEOUT, () -> Ledger.of(pool).lock(Duration.ZERO));
            assertThat(held.state().head()).isEmpty();
        }
        assertThat(pool.out).isZero();
        Ledger.of(pool).lock(Duration.ZERO).close();
        assertThat(pool.out).isZero();
    }

    @Test
    void whatIsWrongWithTheFilesIsToldAlsoWhereTheDatabaseCannotBeReached() {
        project.script("0002_again.sql", "SELECT 1;");
        Migrator migrator = Migrator.of("jdbc:sqlite:" + directory.resolve("no/such/x.db"), new Properties())
                .source(project.source())
                .build();
        assertThat(migrator.validate()).extracting(Problem::code).containsExactly(ErrorCode.DUPLICATE);
    }
}
