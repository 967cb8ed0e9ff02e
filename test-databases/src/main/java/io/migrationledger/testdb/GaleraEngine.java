package io.migrationledger.testdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Debian 12's MariaDB with Galera. Its transfer of a whole state by rsync does not work as root: the helper gives up its
 * rights and then may not read the data. So the server and its files belong to the package's user {@code mysql} there.
 */
record GaleraEngine(DebianMariadbEngine mariadb) implements MysqlFamilyEngine {
    static final Path PROVIDER = Path.of("/usr/lib/galera/libgalera_smm.so");

    private static final List<Path> NEEDED = List.of(
            PROVIDER, Path.of("/usr/bin/wsrep_sst_rsync"), Path.of("/usr/bin/rsync"), Path.of("/usr/bin/socat"));

    GaleraEngine() {
        this(new DebianMariadbEngine());
    }

    @Override
    public String label() {
        return mariadb.label();
    }

    @Override
    public List<JdbcClient> clients() {
        return mariadb.clients();
    }

    @Override
    public Optional<String> owner() {
        return Commands.isRoot() ? Optional.of("mysql") : Optional.empty();
    }

    @Override
    public void unpack(Path server) {
        mariadb.unpack(server);
    }

    @Override
    public void initialise(Path server, Path data) {
        mariadb.initialise(server, data);
    }

    @Override
    public void checkSystem() {
        for (Path needed : NEEDED) {
            if (!Files.exists(needed)) {
                throw new ServerUnavailableException(needed + " is missing: apt-get install --no-install-recommends"
                        + " mariadb-server galera-4 rsync socat");
            }
        }
    }

    @Override
    public List<String> base(Path server, Path data) {
        List<String> command = mariadb.base(server, data);
        command.replaceAll(option -> option.equals("--user=root") ? "--user=mysql" : option);
        return command;
    }
}
