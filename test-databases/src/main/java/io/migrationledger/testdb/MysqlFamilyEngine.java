package io.migrationledger.testdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What MySQL's server and MariaDB's have in common: they descend from the same one. */
interface MysqlFamilyEngine extends Engine {

    /** Returns the start of every command line of this server, to which more options can be added. */
    List<String> base(Path server, Path data);

    @Override
    default String adminDatabase() {
        return "mysql";
    }

    @Override
    default String user() {
        return "ledger";
    }

    @Override
    default String password() {
        return "ledger";
    }

    @Override
    default List<String> command(Path server, Path data, int port) {
        List<String> command = base(server, data);
        command.add("--tmpdir=" + temporary(data));
        command.add("--port=" + port);
        command.add("--bind-address=127.0.0.1");
        command.add("--socket=" + data.resolve("server.sock"));
        command.add("--pid-file=" + data.resolve("server.pid"));
        return command;
    }

    /** A MariaDB server that starts deletes what others have in a directory for temporary files that they share. */
    private static Path temporary(Path data) {
        try {
            return Files.createDirectories(data.resolveSibling("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
