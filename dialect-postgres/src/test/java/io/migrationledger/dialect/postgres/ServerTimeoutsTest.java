package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A time limit of the server that ends a session before a run has switched it off. */
class ServerTimeoutsTest extends PostgresTest {

    /** A pool that hands a connection on after a while: the server has ended its session then. */
    private static final class LatePool extends PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            return connection;
        }
    }

    @Test
    void aLimitOfIdleSessionsThatIsTooShortForARunIsNamed() throws Exception {
        execute("ALTER DATABASE " + database.name() + " SET idle_session_timeout = 50");
        LatePool pool = new LatePool();
        pool.setUrl(database.url());
        pool.setUser(database.user());
        pool.setPassword(database.password());
        LedgerException error = catchThrowableOfType(
                LedgerException.class,
                () -> Migrator.of(pool)
                        .source(scripts("CREATE TABLE a (b integer);"))
                        .build()
                        .migrate());

        assertThat(error.code()).isEqualTo(ErrorCode.NO_CONNECTION);
        assertThat(error.what()).contains("the server ended the session").contains("idle_session_timeout");
        assertThat(error.next()).contains("SET idle_session_timeout = 0").doesNotContain("password");
        assertThat(query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).isEmpty();
    }
}
