package io.migrationledger.testdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * MySQL's own server. The binary log stays on, as MySQL 8 has it by default: it decides who may create triggers (<a
 * href="https://dev.mysql.com/doc/refman/8.0/en/stored-programs-logging.html">error 1419</a>) and makes every commit a
 * two-phase one.
 */
record MysqlEngine(String label, Consumer<Path> archive) implements MysqlFamilyEngine {

    /** The trimmed server inside airlift's jar: {@code mysqld} and its messages, no client, no plugins. */
    static MysqlEngine mysql8012() {
        return new MysqlEngine(
                "mysql-8.0.12", server -> Archives.unpackTarResource("mysql-Linux-amd64.tar.gz", server));
    }

    static MysqlEngine mysql8033() {
        return new MysqlEngine("mysql-8.0.33", MysqlDistribution::unpack);
    }

    @Override
    public List<JdbcClient> clients() {
        return List.of(JdbcClient.CONNECTOR_J, JdbcClient.MARIADB);
    }

    @Override
    public void unpack(Path server) {
        archive.accept(server);
        if (!server.resolve("bin/mysqld").toFile().setExecutable(true)) {
            throw new ServerUnavailableException(label + ": cannot make bin/mysqld executable below " + server);
        }
    }

    @Override
    public void initialise(Path server, Path data) {
        try {
            Path accounts = Files.createTempFile("testdb", ".sql");
            try {
                // The native password needs neither TLS nor the fetching of a public key, so both drivers just connect.
                Files.writeString(accounts, """
                        CREATE USER 'ledger'@'%' IDENTIFIED WITH mysql_native_password BY 'ledger';
                        GRANT ALL PRIVILEGES ON *.* TO 'ledger'@'%' WITH GRANT OPTION;
                        """);
                List<String> command = base(server, data);
                command.add("--initialize-insecure");
                command.add("--init-file=" + accounts);
                Commands.run(command);
            } finally {
                Files.deleteIfExists(accounts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> base(Path server, Path data) {
        List<String> command = new ArrayList<>(List.of(
                server.resolve("bin/mysqld").toString(),
                "--no-defaults", // it must come first, or the machine's /etc/my.cnf is read
                "--basedir=" + server,
                "--datadir=" + data,
                // Containers often have no asynchronous I/O slots left (fs.aio-max-nr); the start would fail.
                "--innodb-use-native-aio=0",
                // A second listener on a fixed port, 33060.
                "--mysqlx=0",
                // Keys and certificates cost a second and serve nothing on the loopback interface.
                "--ssl=0",
                "--auto-generate-certs=OFF",
                "--sha256-password-auto-generate-rsa-keys=OFF",
                "--caching-sha2-password-auto-generate-rsa-keys=OFF",
                // A third of the default, so that copying the template is quick.
                "--innodb-log-file-size=16M"));
        if (Commands.isRoot()) {
            command.add("--user=root");
        }
        return command;
    }
}
