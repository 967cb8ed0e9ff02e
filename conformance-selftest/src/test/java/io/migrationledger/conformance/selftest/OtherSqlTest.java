package io.migrationledger.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.rules.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Event;

/** The SQL that the library itself sends is the session's to give: an engine that reads other SQL can hold a ledger. */
class OtherSqlTest {
    /** Chapters that write and read the ledger's rows in every way. */
    private static final List<String> CHAPTERS = List.of("1", "2", "3", "4", "6", "9", "10", "13");

    @Test
    void anEngineWithOtherSqlPasses() {
        List<String> rules = Rules.all().keySet().stream()
                .filter(rule -> CHAPTERS.contains(rule.substring(3, rule.indexOf('.'))))
                .toList();
        assertThat(rules).hasSizeGreaterThan(40);

        OtherSql engine = new OtherSql();
        var events = Subject.run(engine, rules);

        assertThat(events.failed().stream().map(Event::toString)).isEmpty();
        assertThat(events.succeeded().count()).isGreaterThan(40);
    }
}
