package io.migrationledger.audit.report.content;

import io.migrationledger.Problem;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.Verification;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report tells.
 *
 * @param database the product and its version; empty where the events cannot be read to the end
 * @param files whether the migrations' files were compared with the ledger
 * @param madeAt when the report was made
 * @param verification what a walk along the chain found; the report tells of its good events alone
 * @param from when the first event was recorded; empty where there is none
 * @param to when the last event was recorded; empty where there is none
 * @param standings how many migrations stand how, in the order of the constants
 * @param origins how many migrations in effect were put there how, in the order of the constants
 * @param items the migrations, in the order in which they run
 * @param runs the runs, the oldest first
 * @param people who recorded events, those of the most runs first
 * @param decisions what was declared, the oldest first
 * @param problems what stands in the way of the next run
 * @param notes what a person should know
 */
public record Content(
        Optional<String> database,
        boolean files,
        Instant madeAt,
        Verification verification,
        Optional<Instant> from,
        Optional<Instant> to,
        Map<Standing, Integer> standings,
        Map<Origin, Integer> origins,
        List<Item> items,
        List<Run> runs,
        List<Person> people,
        List<Decision> decisions,
        List<Problem> problems,
        List<String> notes) {

    /** Returns how many migrations stand in one of these ways. */
    public int count(Standing... ways) {
        int count = 0;
        for (Standing way : ways) {
            count += standings.getOrDefault(way, 0);
        }
        return count;
    }

    /** Returns how many migrations are in effect. */
    public long inEffect() {
        return items.stream()
                .filter(item -> item.state().filter(MigrationState::isInEffect).isPresent())
                .count();
    }
}
