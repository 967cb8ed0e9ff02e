package io.migrationledger.conformance.run;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.spi.Scratch;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Scratch databases beside one database of the fixture, and programs that are cut off while they have one. */
public final class ScratchTrials {
    private static final int TRIES = 100;
    private static final int PAUSE_MILLIS = 100;

    private final ConformanceKit kit;

    /** Tries them on the server of the kit's database. */
    public ScratchTrials(ConformanceKit kit) {
        this.kit = kit;
    }

    /** Makes one; a driver that makes none has nothing to try. */
    public Scratch open() throws SQLException {
        return open(this::connect);
    }

    private Scratch open(Scratch.Opener opener) throws SQLException {
        return kit.fixture()
                .dialect()
                .scratch(kit.database().url(), opener)
                .orElseThrow(() -> new NotApplicable("the driver makes no scratch databases"));
    }

    private Connection connect(String url) throws SQLException {
        CrashDatabase database = kit.database();
        Properties properties = new Properties();
        if (!database.user().isEmpty()) {
            properties.setProperty("user", database.user());
            properties.setProperty("password", database.password());
        }
        return DriverManager.getConnection(url, properties);
    }

    /** Returns the names of the scratch databases on the server. */
    public Set<String> databases() throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = kit.database().connect();
                ResultSet catalogs = connection.getMetaData().getCatalogs()) {
            while (catalogs.next()) {
                String name = catalogs.getString(1);
                if (name.startsWith("ledger_scratch_")) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /**
     * Makes one, uses and ends it, and is cut off at one call: all its connections end, without a word to the server.
     *
     * @return how many calls there were
     */
    public int run(CrashPoint crash) throws SQLException {
        List<Connection> open = new ArrayList<>();
        CountedCalls calls = new CountedCalls((point, real) -> {
            if (!point.equals(crash)) {
                return true;
            }
            for (Connection connection : open) {
                Breaker.CLIENT.breakOff(connection);
            }
            return false;
        });
        try (Scratch scratch = open(url -> {
            Connection real = connect(url);
            open.add(real);
            return calls.wrap(real);
        })) {
            new JdbcSql(scratch.connection()).execute(kit.fixture().createTable("kit"));
        } catch (SQLException e) {
            if (!calls.isBroken()) {
                throw e;
            }
        }
        return calls.calls().size();
    }

    /**
     * Makes databases and ends them until no others are there than these. A server takes a moment to notice that a client is
     * gone.
     */
    public void openUntil(Set<String> allowed) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            open().close();
            if (databases().equals(allowed)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new AssertionError("scratch databases are left: " + databases() + " where " + allowed + " may be");
    }
}
