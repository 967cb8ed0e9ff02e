package io.migrationledger.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void causesAndSuppressedErrorsAreShownEachOnce() {
        SQLException statement = new SQLException("syntax");
        statement.addSuppressed(new SQLException("rollback"));
        IllegalStateException error = new IllegalStateException("run", statement);
        error.addSuppressed(new SQLException("close", statement));

        assertThat(Causes.shown(error)).isEqualTo("""
                java.lang.IllegalStateException: run
                  caused by java.sql.SQLException: syntax
                    and besides java.sql.SQLException: rollback
                  and besides java.sql.SQLException: close""");
        assertThat(Causes.behind(new SQLException("alone"))).isEmpty();
    }
}
