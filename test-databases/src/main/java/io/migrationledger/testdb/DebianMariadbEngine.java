package io.migrationledger.testdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** MariaDB 10.11 as Debian 12 packages it: no Maven artifact has it. Only the programs are used, never its service. */
record DebianMariadbEngine() implements MysqlFamilyEngine {
    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final String PACKAGE =
            "MariaDB 10.11 is Debian 12's package mariadb-server-core: apt-get install --no-install-recommends"
                    + " mariadb-server-core";

    private static final List<Path> SYSTEM_TABLES = Stream.of(
                    "mysql_system_tables.sql",
                    "mysql_performance_tables.sql",
                    "mysql_system_tables_data.sql",
                    "maria_add_gis_sp_bootstrap.sql",
                    "mysql_sys_schema.sql")
            .map(Path.of("/usr/share/mysql")::resolve)
            .toList();

    @Override
    public String label() {
        return "mariadb-10.11";
    }

    @Override
    public List<JdbcClient> clients() {
        return List.of(JdbcClient.MARIADB, JdbcClient.CONNECTOR_J);
    }

    /** Nothing to unpack; tells whether the package is there and is of this version. */
    @Override
    public void unpack(Path server) {
        if (!Files.isExecutable(SERVER)) {
            throw new ServerUnavailableException(PACKAGE);
        }
        try {
            Commands.run(List.of("sh", "-c", SERVER + " --version | grep -q 'Ver 10[.]11[.]'"));
        } catch (ServerUnavailableException e) {
            throw new ServerUnavailableException(PACKAGE + "; another version is installed here", e);
        }
    }

    @Override
    public void initialise(Path server, Path data) {
        MariadbBootstrap.run(base(server, data), SYSTEM_TABLES, data);
    }

    @Override
    public List<String> base(Path server, Path data) {
        List<String> command = new ArrayList<>(List.of(
                SERVER.toString(), "--no-defaults", "--datadir=" + data, "--innodb-use-native-aio=0", "--skip-ssl"));
        if (Commands.isRoot()) {
            command.add("--user=root");
        }
        return command;
    }
}
