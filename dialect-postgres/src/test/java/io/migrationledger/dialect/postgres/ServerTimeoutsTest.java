package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import org.junit.jupiter.api.Test;

/** A time limit of the server that ends a session before a run has switched it off. */
class ServerTimeoutsTest extends PostgresTest {

    @Test
    void aLimitOfIdleSessionsThatIsTooShortForARunIsNamed() throws Exception {
        execute("ALTER DATABASE " + database.name() + " SET idle_session_timeout = 1");
        LedgerException error = catchThrowableOfType(
                LedgerException.class,
                () -> migrator("CREATE TABLE a (b integer);").build().migrate());

        assertThat(error.code()).isEqualTo(ErrorCode.NO_CONNECTION);
        assertThat(error.what()).contains("the server ended the session").contains("idle_session_timeout");
        assertThat(error.next()).contains("SET idle_session_timeout = 0").doesNotContain("password");
        assertThat(query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).isEmpty();
    }
}
