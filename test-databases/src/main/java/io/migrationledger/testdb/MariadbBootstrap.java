package io.migrationledger.testdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Does what {@code mariadb-install-db} does, which is a shell script that wants more programs than a jar or one package
 * has. In <a href="https://mariadb.com/kb/en/mariadbd-options/">bootstrap mode</a> each statement must begin on its own
 * line.
 */
final class MariadbBootstrap {
    private MariadbBootstrap() {}

    /**
     * Makes a data directory.
     *
     * @param server the server's command line
     * @param scripts what the server is fed with: its system tables, in this order
     */
    static void run(List<String> server, List<Path> scripts, Path data) {
        try {
            Path script = Files.createTempFile("testdb", ".sql");
            try {
                StringBuilder sql = new StringBuilder();
                sql.append("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n");
                for (Path part : scripts) {
                    sql.append(Files.readString(part)).append('\n');
                }
                sql.append("FLUSH PRIVILEGES;\n"); // bootstrap runs without the grant tables until told to read them
                sql.append("CREATE USER 'ledger'@'%' IDENTIFIED BY 'ledger';\n");
                sql.append("GRANT ALL PRIVILEGES ON *.* TO 'ledger'@'%' WITH GRANT OPTION;\n");
                Files.writeString(script, sql);
                Files.createDirectory(data);
                List<String> command = new ArrayList<>(server);
                command.add("--bootstrap");
                Commands.run(command, ProcessBuilder.Redirect.from(script.toFile()));
            } finally {
                Files.deleteIfExists(script);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
