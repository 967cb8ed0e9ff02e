package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.SchemaStatement;
import java.util.List;
import java.util.Optional;

/**
 * What belongs to a table or a view and can be made and dropped by itself.
 *
 * @param key kind and name: what tells it apart within its table
 * @param model what it is, to compare
 * @param rank in which order parts are made; they are dropped in the reverse
 * @param create what makes it; none where the whole of a partition brings it
 * @param drop what drops it; empty where it goes with something else
 */
record Part(String key, Record model, int rank, List<SchemaStatement> create, Optional<SchemaStatement> drop) {
    static final int KEY = 0;
    static final int CHECK = 1;
    static final int INDEX = 2;
    static final int STATISTICS = 3;
    static final int FOREIGN_KEY = 4;
    static final int RULE = 5;
    static final int POLICY = 6;
    static final int TRIGGER = 7;
    /** Whether a partition's copy of a trigger is on. */
    static final int COPY = 8;
}
