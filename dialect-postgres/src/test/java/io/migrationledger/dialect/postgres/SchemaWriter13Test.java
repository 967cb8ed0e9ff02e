package io.migrationledger.dialect.postgres;

import io.migrationledger.testdb.TestServers;

/** The same on the oldest PostgreSQL that is supported, without what it has not learned yet. */
class SchemaWriter13Test extends SchemaWriterTest {
    @Override
    TestServers server() {
        return TestServers.POSTGRES_13;
    }

    /** Not a test here. */
    @Override
    void leadsThereWithWhatIsNewer(Pair pair) {}
}
