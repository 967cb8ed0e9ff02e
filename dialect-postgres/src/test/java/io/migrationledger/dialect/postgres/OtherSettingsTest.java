package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import io.migrationledger.conformance.crash.LedgerRules;
import io.migrationledger.spi.Finding;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that change how the server writes names and values, and differ between two sessions. */
class OtherSettingsTest extends PostgresTest {
    /** Each of them changes the text of a definition. */
    private static final List<String> SETTINGS = List.of(
            "quote_all_identifiers = on",
            "standard_conforming_strings = off",
            "search_path = public, pg_catalog",
            "DateStyle = 'German'",
            "IntervalStyle = 'iso_8601'",
            "TimeZone = 'Asia/Tokyo'",
            "extra_float_digits = 0",
            "bytea_output = 'escape'");

    private static final String INDEXES =
            "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 't'::regclass"
                    + " AND i.indisvalid ORDER BY c.relname";

    /** The statement, and the indexes after it. The table has the index {@code there}. */
    static Stream<Arguments> statements() {
        return Stream.of(
                        Arguments.of("CREATE INDEX CONCURRENTLY ON t (v)", List.of("t_v_idx", "there")),
                        Arguments.of("CREATE INDEX CONCURRENTLY i ON t (v)", List.of("i", "there")),
                        Arguments.of("DROP INDEX CONCURRENTLY there", List.of()),
                        Arguments.of("REINDEX TABLE CONCURRENTLY t", List.of("there")))
                .flatMap(form -> Stream.of(Moment.values())
                        .flatMap(moment -> Stream.of("on", "off")
                                .map(first -> Arguments.of(form.get()[0], form.get()[1], moment, first))));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void aStatementThatWasCutOffIsJudgedByNamesHoweverTheyAreQuoted(
            String statement, List<String> expected, Moment moment, String first) throws Exception {
        execute("CREATE TABLE t (v integer)", "CREATE INDEX there ON t (v)");
        quoteAll(first);
        CountedCalls breaking = breakingAt(statement, moment);
        try (Connection real = database.connect()) {
            assertThatThrownBy(() ->
                            migrator(breaking.wrap(real), statement).build().migrate())
                    .isInstanceOf(LedgerException.class);
        }
        assertThat(breaking.isBroken()).isTrue();
        quoteAll(first.equals("on") ? "off" : "on");

        migrator(statement).build().migrate();

        assertThat(query(INDEXES)).isEqualTo(expected);
        LedgerRules.check(observer, 1, statement);
    }

    @Test
    void aSnapshotIsTheSameUnderAllOfThem() throws Exception {
        execute(SnapshotTest.ZOO);
        execute(
                "CREATE TABLE texts (path text DEFAULT 'C:\\new', price money DEFAULT 1234.5::money,"
                        + " born date DEFAULT '2024-03-01', took interval DEFAULT '1 day 2 hours',"
                        + " raw bytea DEFAULT '\\x0001', real float8 DEFAULT 0.1::float8 + 0.2::float8)",
                "CREATE INDEX \"By Path\" ON texts (replace(path, '\\', '/'))",
                "CREATE VIEW priced AS SELECT path, price FROM texts WHERE price > '$1.50'::money AND path LIKE '\\%'");
        String expected = snapshot();
        List<String> differ = new ArrayList<>();
        for (String setting : SETTINGS) {
            execute("ALTER DATABASE " + database.name() + " SET " + setting);
            if (!snapshot().equals(expected)) {
                differ.add(setting);
            }
            execute("ALTER DATABASE " + database.name() + " RESET ALL");
        }
        assertThat(differ).isEmpty();
    }

    @Test
    void theLedgersTableIsAsItWasMadeWhereAllNamesAreQuoted() throws Exception {
        quoteAll("on");
        migrator("CREATE TABLE a (b integer);").build().migrate();

        List<Finding> found = migrator().build().examine(Set.of(), false);

        assertThat(found)
                .filteredOn(one -> one.level() == Finding.Level.PROBLEM)
                .isEmpty();
        assertThat(found).extracting(Finding::what).contains("the table has its columns, key, index and trigger");
    }

    @Test
    void anotherKeyAndAnotherIndexAreFound() throws Exception {
        migrator("CREATE TABLE a (b integer);").build().migrate();
        execute(
                "ALTER TABLE migration_ledger DROP CONSTRAINT migration_ledger_pkey",
                "ALTER TABLE migration_ledger ADD PRIMARY KEY (sequence, namespace)",
                "DROP INDEX migration_ledger_namespace_sequence_idx",
                "CREATE INDEX ON migration_ledger (namespace, lower(migration), sequence)");

        assertThat(migrator().build().examine(Set.of(), false))
                .filteredOn(one -> one.level() == Finding.Level.PROBLEM)
                .extracting(Finding::what)
                .containsExactly("the ledger's table is not as it was made: sequence is not its primary key;"
                        + " it has no index on (namespace, sequence)");
    }

    private void quoteAll(String value) throws Exception {
        execute("ALTER DATABASE " + database.name() + " SET quote_all_identifiers = " + value);
    }

    private String snapshot() throws Exception {
        try (Connection connection = database.connect()) {
            return Ledger.of(connection).snapshot().toString();
        }
    }
}
