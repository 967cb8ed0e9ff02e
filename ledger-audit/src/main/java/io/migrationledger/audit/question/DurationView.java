package io.migrationledger.audit.question;

import io.migrationledger.event.Direction;
import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a migration's runs took that went well.
 *
 * @param runs how many there were
 * @param description the description of the last one
 */
public record DurationView(
        MigrationId id,
        Direction direction,
        String description,
        int runs,
        Duration first,
        Duration last,
        Duration slowest) {

    /** Returns the views of these attempts, the one that has the slowest run first. */
    public static List<DurationView> of(List<AttemptView> attempts) {
        Map<List<Object>, DurationView> views = new LinkedHashMap<>();
        for (AttemptView attempt : attempts) {
            if (attempt.isDone() && attempt.took().isPresent()) {
                Duration took = attempt.took().get();
                views.merge(
                        List.of(attempt.id(), attempt.direction()),
                        new DurationView(
                                attempt.id(),
                                attempt.direction(),
                                attempt.started().description(),
                                1,
                                took,
                                took,
                                took),
                        DurationView::then);
            }
        }
        List<DurationView> sorted = new ArrayList<>(views.values());
        sorted.sort(Comparator.comparing(DurationView::slowest).reversed());
        return sorted;
    }

    private DurationView then(DurationView next) {
        return new DurationView(
                id,
                direction,
                next.description,
                runs + 1,
                first,
                next.last,
                slowest.compareTo(next.last) >= 0 ? slowest : next.last);
    }
}
