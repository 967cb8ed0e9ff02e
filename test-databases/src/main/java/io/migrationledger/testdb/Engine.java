package io.migrationledger.testdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What differs between the servers that {@link EmbeddedServer} runs. */
interface Engine {

    /** Product and version for people and for the cache: {@code mysql-8.0.12}. */
    String label();

    /** The drivers that reach it, the vendor's own first. */
    List<JdbcClient> clients();

    /** Where to connect while no test's database exists yet. */
    String adminDatabase();

    String user();

    String password();

    /** Unpacks the server into an empty directory. */
    void unpack(Path server);

    /** Makes a data directory at {@code data}, which does not exist yet, with the account of {@link #user()}. */
    void initialise(Path server, Path data);

    /** The command that runs the server in the foreground; the process started is the server itself, not a shell. */
    List<String> command(Path server, Path data, int port);

    /** Looks whether the system has what the server needs beside its own programs; says what to install where not. */
    default void checkSystem() {}

    /** The user of the system that the files of a running server belong to; empty for whoever runs the tests. */
    default Optional<String> owner() {
        return Optional.empty();
    }

    /** The signal for a stop without a checkpoint, or KILL where the engine knows none. */
    default String immediateStopSignal() {
        return "KILL";
    }
}
