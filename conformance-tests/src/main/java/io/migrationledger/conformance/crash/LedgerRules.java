package io.migrationledger.conformance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.KnownSchema;
import io.migrationledger.Ledger;
import io.migrationledger.Verification;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Origin;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold of every ledger once a run has ended well, whatever happened before. */
public final class LedgerRules {

    private LedgerRules() {}

    /** Checks a ledger in which every migration must be in effect, executed once. */
    public static void check(Connection connection, int migrations, String context) {
        check(Ledger.of(connection), migrations, context);
    }

    /** The newest snapshot is what the schema holds: nothing that a run did looks like somebody else's. */
    static void checkSnapshot(Ledger ledger, String context) {
        KnownSchema known =
                ledger.knownSchema().orElseThrow(() -> new AssertionError(context + ": no snapshot is kept"));
        assertThat(known.changedSince())
                .as("%s: nothing ran behind the newest snapshot", context)
                .isEmpty();
        assertThat(Snapshot.parse(known.snapshot().snapshot().orElseThrow()).hash())
                .as("%s: the snapshot of event %s", context, known.event().sequence())
                .isEqualTo(ledger.snapshot().hash());
    }

    static void check(Ledger ledger, int migrations, String context) {
        Verification verification = ledger.verify();
        assertThat(verification.broken()).as("%s: the chain", context).isEmpty();

        List<LedgerEvent> events = ledger.events();
        Map<Object, Integer> executed = new HashMap<>();
        Map<Object, LedgerEvent> last = new HashMap<>();
        for (LedgerEvent event : events) {
            LedgerEvent before = last.put(event.id(), event);
            if (event.origin() == Origin.ADOPTED) {
                assertThat(executed)
                        .as("%s: nothing ran before the other tool's history was taken over", context)
                        .isEmpty();
                continue;
            }
            if (event instanceof LedgerEvent.Applied) {
                executed.merge(event.id(), 1, Integer::sum);
            }
            if (!(event instanceof LedgerEvent.Started) && event.origin() != Origin.RESOLVED) {
                assertThat(before)
                        .as("%s: event %s of %s follows an event of its attempt", context, event.sequence(), event.id())
                        .isInstanceOfAny(LedgerEvent.Started.class, LedgerEvent.Step.class);
            }
            if (event instanceof LedgerEvent.Started && before != null) {
                assertThat(before)
                        .as("%s: an attempt at %s begins after the last one ended", context, event.id())
                        .isInstanceOfAny(LedgerEvent.Failed.class, LedgerEvent.RolledBack.class);
            }
        }
        assertThat(executed).as("%s: each migration is applied once", context).hasSize(migrations);
        assertThat(executed.values())
                .as("%s: each migration is applied once", context)
                .containsOnly(1);

        LedgerState state = LedgerState.fold(events);
        assertThat(state.migrations())
                .as("%s: nothing is left unsettled", context)
                .noneMatch(MigrationState::unsettled);
    }
}
