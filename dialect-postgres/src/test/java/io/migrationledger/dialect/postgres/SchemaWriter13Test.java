package io.migrationledger.dialect.postgres;

import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.testdb.TestServers;
import java.util.Random;
import java.util.stream.Stream;

/** The same on the oldest PostgreSQL that is supported, without what it has not learned yet: a third of the pairs, or all. */
class SchemaWriter13Test extends SchemaWriterTest {
    @Override
    TestServers server() {
        return TestServers.POSTGRES_13;
    }

    static Stream<Pair> pairs() {
        Random random = new Random(CrashBudget.seed());
        return SchemaWriterTest.pairs().filter(pair -> random.nextInt(3) == 0 || CrashBudget.exhaustive());
    }

    /** Not a test here. */
    @Override
    void leadsThereWithWhatIsNewer(Pair pair) {}
}
