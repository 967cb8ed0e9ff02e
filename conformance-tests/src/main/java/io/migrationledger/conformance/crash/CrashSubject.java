package io.migrationledger.conformance.crash;

import io.migrationledger.AdoptOptions;
import io.migrationledger.OnExisting;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.spi.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What a crash enumeration runs against. For child processes it needs a public constructor without arguments, which must
 * not start a server.
 */
public interface CrashSubject {

    /** Returns a new, empty database. */
    CrashDatabase newDatabase() throws Exception;

    /** Returns the migrations to run; the same on every call, in this process and in a child. */
    MigrationSource migrations();

    /**
     * Returns the schema and the rows of a database as text, one fact per line and in a fixed order, without the ledger
     * and without what differs between two equal databases (times, internal numbers).
     */
    List<String> dump(Connection connection) throws SQLException;

    /** Returns the driver to use, or empty for the one that is found by the connection's address. */
    default Optional<Dialect> dialect() {
        return Optional.empty();
    }

    /** Returns what the first run does where {@link #newDatabase} is not empty after all; by default it stops. */
    default OnExisting onExisting() {
        return OnExisting.REFUSE;
    }

    /** Returns which other tool's history the first run takes over; by default none. */
    default Optional<AdoptOptions> adopt() {
        return Optional.empty();
    }

    /**
     * Returns whether runs keep snapshots of the schema; by default they do not. Where they do, the newest one must be what the
     * schema holds at each end, so that nothing a run did is taken for drift.
     */
    default boolean keepsSnapshots() {
        return false;
    }

    /** Returns the class that a child process makes its subject from: a subject or a fixture. */
    default Class<?> childClass() {
        return getClass();
    }
}
