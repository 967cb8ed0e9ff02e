package io.migrationledger.testdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL out of zonky's archive. Zonky's own launcher is not used: it turns fsync and synchronous_commit off, and
 * cannot crash a server and start it again on the same port.
 */
record PostgresEngine(String version, String archive) implements Engine {

    /** The newest version that is supported. */
    static PostgresEngine newest() {
        return new PostgresEngine("18.6.0", "postgres-linux-x86_64.txz");
    }

    /** The oldest one. Its archive has the same name in its own artifact, so the build puts it into a folder. */
    static PostgresEngine oldest() {
        return new PostgresEngine("13.23.0", "postgres-13/postgres-linux-x86_64.txz");
    }

    @Override
    public String label() {
        return "postgres-" + version;
    }

    @Override
    public List<JdbcClient> clients() {
        return List.of(JdbcClient.POSTGRESQL);
    }

    @Override
    public String adminDatabase() {
        return "postgres";
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return "ledger"; // the server trusts every local connection and never asks
    }

    @Override
    public void unpack(Path server) {
        Archives.unpackTarResource(archive, server);
    }

    @Override
    public void initialise(Path server, Path data) {
        String initdb = server.resolve("bin/initdb").toString();
        // --no-sync: a lost template is made again. The server that runs on a copy of it does sync.
        Commands.run(notAsRoot(List.of(
                initdb, "-D", data.toString(), "-U", user(), "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")));
    }

    @Override
    public List<String> command(Path server, Path data, int port) {
        return notAsRoot(List.of(
                server.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                // In the data directory, and gone with it: a server that is killed leaves it behind in /dev/shm.
                "dynamic_shared_memory_type=mmap",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "full_page_writes=on"));
    }

    /** See <a href="https://www.postgresql.org/docs/18/server-shutdown.html">Shutting Down the Server</a>. */
    @Override
    public String immediateStopSignal() {
        return "QUIT";
    }

    /**
     * PostgreSQL <a href="https://www.postgresql.org/docs/18/postgres-user.html">refuses to run as root</a>, which is
     * what a container usually is. In a user namespace without a mapping the process is nobody, yet it still owns
     * root's files. {@code unshare} replaces itself with the server, so the process's id is the server's. The System V
     * segments that it makes are in a namespace of its own, and end with it, also where it is killed.
     */
    static List<String> notAsRoot(List<String> command) {
        if (!Commands.isRoot()) {
            return command;
        }
        List<String> unshared = new ArrayList<>(List.of("unshare", "--user", "--ipc"));
        unshared.addAll(command);
        return unshared;
    }
}
