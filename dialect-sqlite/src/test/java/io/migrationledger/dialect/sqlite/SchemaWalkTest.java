package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.Connection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** From one schema by chance to the next, each script run as a migration: what is written leads there, and whole. */
class SchemaWalkTest {
    private static final int STEPS = 60;
    private static final int ALL_STEPS = 600;

    @Test
    void leadsFromEachToTheNext() throws Exception {
        String seed = CrashBudget.SEED_PROPERTY + CrashBudget.seed();
        Random random = new Random(CrashBudget.seed());
        List<String> before = List.of();
        for (int step = 1; step <= (CrashBudget.exhaustive() ? ALL_STEPS : STEPS); step++) {
            List<String> wanted = RandomSchema.of(random);
            Snapshot to = SchemaWriterTest.built(wanted);
            try (Connection connection = SchemaWriterTest.empty()) {
                SchemaWriterTest.execute(connection, before);
                Ledger ledger = Ledger.of(connection);
                SchemaScript script = ledger.schemaWriter().orElseThrow().script(ledger.snapshot(), to);
                String way = seed + ", step " + step + ": from " + before + "\nto " + wanted + "\nby " + script;
                assertThat(script.unwritten()).as(way).isEmpty();
                try {
                    SchemaWriterTest.migrate(connection, new TreeMap<>(), script.statements());
                } catch (RuntimeException e) {
                    throw new AssertionError(way, e);
                }
                assertThat(ledger.snapshot()).as(way).isEqualTo(to);
            }
            before = wanted;
        }
    }
}
