package io.migrationledger.dialect.mysql.probe;

import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.server.Server;
import io.migrationledger.dialect.mysql.server.Settings;
import io.migrationledger.dialect.mysql.statement.Effect;
import io.migrationledger.dialect.mysql.statement.Reading;
import io.migrationledger.dialect.mysql.statement.Target;
import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What tells whether a self-committing statement took effect: its objects before, and afterwards. */
public final class Evidence {
    private final Settings settings;
    private final Definitions definitions;
    private final Probe probe;
    private final Server server;

    public Evidence(Settings settings, Definitions definitions, Probe probe, Server server) {
        this.settings = settings;
        this.definitions = definitions;
        this.probe = probe;
        this.server = server;
    }

    /** Describes the objects of a statement that is about to run; the empty string where it names none. */
    public String fingerprint(Reading reading) throws SQLException {
        if (reading.targets().isEmpty()) {
            return "";
        }
        Map<String, State> states = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        for (Target target : reading.targets()) {
            State state = definitions.of(target);
            states.put(Fingerprint.line(target.key()), state);
            if (state.absent()) {
                absent.add(target.sql());
            }
        }
        boolean halfWay = server.mariadb()
                && reading.effect() == Effect.DROPS
                && reading.targets().size() > 1;
        if (halfWay && !absent.isEmpty() && !reading.tolerant()) {
            // MariaDB would drop the others and then report the error (https://mariadb.com/kb/en/drop-table/).
            throw new SQLException(
                    "unknown: " + String.join(", ", absent) + "; nothing was dropped",
                    "42S02",
                    MysqlErrors.UNKNOWN_TABLE);
        }
        return new Fingerprint(
                        settings.current("sql_mode"),
                        settings.current("time_zone"),
                        server.ownVersion(),
                        settings.server(),
                        states)
                .toString();
    }

    /** Finds out what became of a statement, under the settings of its fingerprint. */
    public Verdict verdict(Reading reading, String before) throws SQLException {
        Fingerprint fingerprint = Fingerprint.parse(before);
        Map<String, String> now =
                Map.of("sql_mode", settings.current("sql_mode"), "time_zone", settings.current("time_zone"));
        if (!before.isEmpty()) {
            settings.set(Map.of("sql_mode", fingerprint.sqlMode(), "time_zone", fingerprint.timeZone()));
        }
        try {
            return probe.verdict(reading, fingerprint, server.ownVersion(), settings.server());
        } finally {
            settings.set(now);
        }
    }
}
