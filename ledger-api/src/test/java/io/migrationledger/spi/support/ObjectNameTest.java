package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.SessionOptions;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ObjectNameTest {

    @Test
    void namesAreQuotedAndQualified() {
        assertThat(new ObjectName("", "t").quoted()).isEqualTo("\"t\"");
        assertThat(new ObjectName("a.b", "o\"clock").quoted()).isEqualTo("\"a.b\".\"o\"\"clock\"");
        assertThat(new ObjectName("s", "t").beside("_lock")).isEqualTo(new ObjectName("s", "t_lock"));
    }

    @Test
    void aPlainNameIsFoldedAndEveryOtherStays() {
        assertThat(ObjectName.upper("migration_ledger2")).isEqualTo("MIGRATION_LEDGER2");
        assertThat(ObjectName.upper("my ledger")).isEqualTo("my ledger");
        assertThat(ObjectName.upper("straße")).isEqualTo("straße");
    }

    @Test
    void theLedgersNameIsThatOfTheOptions() {
        SessionOptions options = new SessionOptions(Optional.of("audit"), "Ledger", Optional.empty(), Optional.empty());
        assertThat(ObjectName.ofLedger(options, ObjectName::upper)).isEqualTo(new ObjectName("AUDIT", "LEDGER"));
        assertThat(ObjectName.ofLedger(SessionOptions.DEFAULTS, UnaryOperator.identity()))
                .isEqualTo(new ObjectName("", SessionOptions.DEFAULT_TABLE));
    }

    @Test
    void aSchemaThatIsWrittenIsMadeOnce() throws SQLException {
        assertThat(new ObjectName("", "t").createSchema()).isEmpty();
        try (H2 h2 = new H2("names")) {
            ObjectName name = new ObjectName("a \"b\"", "t");
            h2.sql.executeAll(name.createSchema());
            h2.sql.executeAll(name.createSchema());
            h2.sql.execute("CREATE TABLE " + name.quoted() + " (id INT)");
            assertThat(h2.sql.value("SELECT TABLE_SCHEMA FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = ?", "t"))
                    .isEqualTo("a \"b\"");
        }
    }
}
