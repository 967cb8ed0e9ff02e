package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.LedgerException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Errors of a connection that the test server cannot give: it trusts everybody. The words are those of the client. */
class LoginErrorsTest {
    private static LedgerException explained(PSQLException error) {
        return PostgresErrors.explain(error).orElseThrow();
    }

    @Test
    void aPasswordThatIsWantedAndNotGivenIsNoServerThatIsDown() {
        LedgerException error = explained(new PSQLException(
                "The server requested SCRAM-based authentication, but no password was provided.",
                PSQLState.CONNECTION_REJECTED));
        assertThat(error.what()).startsWith("the server refused the log-in (").contains("no password was provided");
        assertThat(error.next()).contains("user and password");
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        LedgerException error = explained(new PSQLException(
                "The connection attempt failed.",
                PSQLState.CONNECTION_UNABLE_TO_CONNECT,
                new UnknownHostException("db.nowhere")));
        assertThat(error.what()).endsWith("(the host db.nowhere is not known)");
    }
}
