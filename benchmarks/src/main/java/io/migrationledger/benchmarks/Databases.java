package io.migrationledger.benchmarks;

import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One engine through its own driver, and new databases on it. */
final class Databases {
    private final String name;
    private final Place.Kind kind;
    private final @Nullable TestServers server;

    private Databases(String name, Place.Kind kind, @Nullable TestServers server) {
        this.name = name;
        this.kind = kind;
        this.server = server;
    }

    /** Returns SQLite and every server that can be had; MySQL 8.0.33 where the environment asks for it. */
    static List<Databases> all() {
        List<Databases> all = new ArrayList<>();
        all.add(new Databases("SQLite", Place.Kind.SQLITE, null));
        for (TestServers server : List.of(
                TestServers.POSTGRES, TestServers.MARIADB, TestServers.MYSQL_8_0_12, TestServers.MYSQL_8_0_33)) {
            if (server != TestServers.MYSQL_8_0_33 || "true".equals(System.getenv("LEDGER_TEST_MYSQL_8033"))) {
                Place.Kind kind = server == TestServers.POSTGRES ? Place.Kind.POSTGRES : Place.Kind.MYSQL;
                all.add(new Databases(server.get().toString(), kind, server));
            }
        }
        return all;
    }

    boolean isServer() {
        return server != null;
    }

    /** Returns whether a thousand migrations are a matter of seconds: on MySQL and MariaDB each DDL statement takes long. */
    boolean hasQuickDdl() {
        return kind != Place.Kind.MYSQL;
    }

    /** A new, empty database. */
    interface Fresh extends AutoCloseable {
        Place place();

        @Override
        void close();
    }

    private record OfServer(TestDatabase database, Place place) implements Fresh {
        @Override
        public void close() {
            database.close();
        }
    }

    private record OfFile(Scripts.Directory directory, Place place) implements Fresh {
        @Override
        public void close() {
            directory.close();
        }
    }

    Fresh fresh() {
        if (server == null) {
            Scripts.Directory directory = Scripts.Directory.temporary();
            return new OfFile(
                    directory, new Place(kind, "jdbc:sqlite:" + directory.path().resolve("bench.db"), "", ""));
        }
        TestDatabase database = server.get().newDatabase();
        JdbcClient client = server.get().clients().get(0);
        return new OfServer(database, new Place(kind, database.url(client), database.user(), database.password()));
    }

    @Override
    public String toString() {
        return name;
    }
}
