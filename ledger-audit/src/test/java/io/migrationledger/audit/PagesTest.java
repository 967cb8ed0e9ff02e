package io.migrationledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerSession;
import io.migrationledger.conformance.crash.CountedCalls;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A long ledger is read by queries that each give so many rows: no client holds more, whatever it does with its rows. */
class PagesTest {
    @TempDir
    Path directory;

    /** AU-3. */
    @ParameterizedTest
    @EnumSource(Place.Kind.class)
    void aQueryForEachPage(Place.Kind kind) throws Exception {
        for (long events : new long[] {499, 500, 1100}) {
            try (Place place = kind.create(directory);
                    Connection real = place.connect()) {
                try (LedgerSession session = place.ledger().lock(Duration.ofSeconds(30))) {
                    session.restore(new LongHistory(events, events));
                }
                CountedCalls calls = CountedCalls.counting();
                long[] seen = {0};
                Ledger.of(calls.wrap(real))
                        .forEach(event -> assertThat(event.sequence()).isEqualTo(++seen[0]));
                assertThat(seen[0]).isEqualTo(events);
                List<String> queries = calls.calls().stream()
                        .filter(call -> call.contains(" ORDER BY sequence"))
                        .toList();
                assertThat(queries).hasSize((int) (events / 500) + 1).allMatch(query -> query.endsWith(" LIMIT 500"));
            }
        }
    }
}
