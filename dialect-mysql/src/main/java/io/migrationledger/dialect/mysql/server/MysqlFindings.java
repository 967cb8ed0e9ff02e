package io.migrationledger.dialect.mysql.server;

import io.migrationledger.Advice;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.Finding.Topic;
import io.migrationledger.spi.support.Findings;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a person should know of a MySQL or MariaDB server before migrations run on it. */
public final class MysqlFindings {
    private final JdbcSql sql;
    private final Server server;
    private final Settings settings;
    private final ServerStatus client;
    private final Name table;
    private final Set<String> pending;
    private final Findings findings = new Findings();

    /** Looks at the server of a session. */
    public MysqlFindings(
            JdbcSql sql, Server server, Settings settings, ServerStatus client, Name table, Set<String> pending) {
        this.sql = sql;
        this.server = server;
        this.settings = settings;
        this.client = client;
        this.table = table;
        this.pending = pending;
    }

    /** Returns what was found. */
    public List<Finding> all() {
        findings.look(Topic.VERSIONS, this::version);
        findings.look(Topic.CLUSTER, this::cluster);
        findings.look(Topic.STANDBY, this::standby);
        findings.look(Topic.STANDBY, this::log);
        findings.look(Topic.CONNECTION, this::pooler);
        findings.look(Topic.CLOCK, this::clock);
        findings.look(Topic.PRIVILEGES, this::privileges);
        findings.look(Topic.LEDGER, this::ledger);
        return findings.all();
    }

    private void version() {
        server.checkSupported();
        if (server.isRelative()) {
            findings.add(Finding.note(
                    Topic.VERSIONS,
                    "the server (" + server.version() + ") is not known to be " + server.product()
                            + ": each run tries first whether it does what runs rely on"));
        }
    }

    private Map<String, String> variables(String... names) throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        sql.rows("SHOW GLOBAL VARIABLES WHERE variable_name IN ('" + String.join("', '", names) + "')")
                .forEach(row -> found.put(row.get(0), row.get(1)));
        return found;
    }

    private void cluster() throws SQLException {
        Map<String, String> found = variables(
                "wsrep_on",
                "wsrep_cluster_name",
                "wsrep_cluster_address",
                "group_replication_group_name",
                "group_replication_single_primary_mode");
        found.values().removeIf(String::isEmpty);
        if (readOnly().isEmpty()) { // that it is, is a finding of its own
            Suitability.check(sql, settings, client); // throws where the server or the connection cannot keep a promise
        }
        boolean group = found.containsKey("group_replication_group_name");
        String kept =
                ", where a row of " + MysqlTable.clusterLock(table).name() + " keeps runners on two nodes apart: ";
        if ("ON".equals(found.get("wsrep_on"))) {
            findings.add(Finding.note(Topic.CLUSTER, "the server is a node of a Galera cluster" + kept + found));
        } else {
            findings.add(
                    group
                            ? Finding.note(
                                    Topic.CLUSTER, "the server is a member of a replication group" + kept + found)
                            : Finding.ok(
                                    Topic.CLUSTER,
                                    "the server is no node of a Galera cluster, nor of a replication group"));
        }
    }

    private void standby() throws SQLException {
        Map<String, String> found = readOnly();
        findings.add(
                found.isEmpty()
                        ? Finding.ok(Topic.STANDBY, "the server can be written")
                        : Finding.problem(
                                Topic.STANDBY,
                                "the server is read-only, as a replica is: " + found,
                                Advice.of("Connect to the primary.")));
    }

    private Map<String, String> readOnly() throws SQLException {
        Map<String, String> found = variables("read_only", "super_read_only", "innodb_read_only");
        found.values().removeIf("OFF"::equals);
        return found;
    }

    /** What a server forgets that dies, and what is not forgotten with it: {@link RedoLog}. */
    private void log() throws SQLException {
        Map<String, String> found = variables(RedoLog.SETTING, RedoLog.FULLTEXT_ONLY, "wsrep_on");
        boolean cluster = "ON".equals(found.get("wsrep_on"));
        if (!server.mariadb() || cluster || !RedoLog.isLate(found)) {
            return;
        }
        String value = RedoLog.setting(found);
        String what = RedoLog.SETTING + " = " + value + ": "
                + (value.equals("2")
                        ? "a server that dies forgets nothing, and a power cut the commits of the last second"
                        : "a server that dies forgets the commits of the last second");
        Advice advice = Advice.of("SET GLOBAL " + RedoLog.SETTING + " = 1, at least while migrations run.");
        findings.add(
                RedoLog.isOutOfReach(found)
                        ? Finding.problem(
                                Topic.STANDBY,
                                what
                                        + ". Routines, events, triggers, views and accounts are not forgotten: the ledger may"
                                        + " say then that nothing of a migration is in effect which made some. "
                                        + RedoLog.FULLTEXT_ONLY + " = ON keeps runs from writing the log out before",
                                advice)
                        : Finding.note(
                                Topic.STANDBY,
                                what
                                        + ". Runs write the log out before a statement whose effect is not forgotten, such as"
                                        + " CREATE VIEW; not inside CALL, EXECUTE and migrations in Java",
                                advice));
    }

    private void pooler() throws SQLException {
        Set<String> sessions = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            sessions.add(sql.value("SELECT CONNECTION_ID()"));
        }
        findings.add(
                sessions.size() == 1
                        ? Finding.ok(Topic.CONNECTION, "statements of one connection run in one session of the server")
                        : Finding.problem(
                                Topic.CONNECTION,
                                "statements of one connection ran in " + sessions.size()
                                        + " sessions of the server: a proxy"
                                        + " stands between, behind which no lock lasts",
                                Advice.of("Connect to the server itself for migrations.")));
    }

    private void clock() throws SQLException {
        Instant before = Instant.now();
        String time = sql.value("SELECT DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f')");
        Instant at =
                LocalDateTime.parse(time, DateTimeFormatter.ISO_LOCAL_DATE_TIME).toInstant(ZoneOffset.UTC);
        findings.clock(before, at, Instant.now());
    }

    private void privileges() throws SQLException {
        Grants grants = Grants.of(sql.values("SHOW GRANTS"), settings.database());
        boolean begun = begun();
        Set<String> lacks = grants.lacking(pending, begun);
        String user = settings.user();
        if (lacks.isEmpty()) {
            findings.add(Finding.ok(
                    Topic.PRIVILEGES,
                    "the account " + user + " may do what " + (pending.isEmpty() ? "the ledger needs" : "is pending")
                            + " in " + settings.database()));
            return;
        }
        String what =
                "the account " + user + " has no right to " + String.join(", ", lacks) + " in " + settings.database();
        Advice grant = Advice.of("GRANT " + String.join(", ", lacks) + " ON " + Name.quote(settings.database())
                + ".* TO the account, or migrate as another one.");
        findings.add(
                grants.mayBeMore()
                        ? Finding.note(
                                Topic.PRIVILEGES,
                                what + "; rights of roles and of single tables were not looked at",
                                grant)
                        : Finding.problem(Topic.PRIVILEGES, what, grant));
    }

    private boolean begun() throws SQLException {
        return !sql.value(
                        "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                        settings.database(),
                        table.name())
                .isEmpty();
    }

    private void ledger() throws SQLException {
        if (!begun()) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        Set<String> lacks = Findings.missingColumns(sql.values(
                "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                settings.database(),
                table.name()));
        if (!lacks.isEmpty()) {
            wrong.add("it lacks the columns " + String.join(", ", lacks) + ", or this account may not see them");
        }
        String engine = sql.value(
                "SELECT ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?",
                settings.database(),
                table.name());
        if (!engine.equalsIgnoreCase("InnoDB")) {
            wrong.add("its engine is " + engine + ", and not InnoDB");
        }
        Map<String, String> indexes = new LinkedHashMap<>();
        sql.rows(
                        "SELECT INDEX_NAME, COLUMN_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ?"
                                + " AND TABLE_NAME = ? ORDER BY INDEX_NAME, SEQ_IN_INDEX",
                        settings.database(),
                        table.name())
                .forEach(row -> indexes.merge(row.get(0), row.get(1), (a, b) -> a + "," + b));
        if (!"sequence".equalsIgnoreCase(indexes.get("PRIMARY"))) {
            wrong.add("sequence is not its primary key");
        }
        if (!indexes.containsValue("namespace,sequence")) {
            wrong.add("it has no index on (namespace, sequence)");
        }
        findings.add(
                wrong.isEmpty()
                        ? Finding.ok(Topic.LEDGER, "the table has its columns, engine, key and index")
                        : Finding.problem(
                                Topic.LEDGER,
                                "the ledger's table is not as it was made: " + String.join("; ", wrong),
                                Advice.of("Find out who changed it, and compare it with that of another database.")));
        findings.look(Topic.LEDGER, this::triggers);
    }

    /** Who lacks the right TRIGGER sees none (https://dev.mysql.com/doc/refman/8.0/en/show-triggers.html). */
    private void triggers() throws SQLException {
        Set<String> events = new HashSet<>();
        sql.rows("SHOW TRIGGERS WHERE `Table` = ?", table.name()).forEach(row -> events.add(row.get(1)));
        boolean sees = Grants.of(sql.values("SHOW GRANTS"), settings.database()).has("TRIGGER");
        if (events.containsAll(Set.of("UPDATE", "DELETE"))) {
            findings.add(Finding.ok(Topic.LEDGER, "triggers refuse UPDATE and DELETE"));
        } else if (!sees) {
            findings.add(Finding.note(
                    Topic.LEDGER,
                    "whether triggers refuse UPDATE and DELETE cannot be seen without the right TRIGGER"));
        } else {
            findings.add(Finding.note(
                    Topic.LEDGER,
                    "no trigger refuses UPDATE and DELETE on the ledger: only a check of the hash chain finds changes by hand",
                    Advice.of("An account with the right TRIGGER makes them: "
                            + String.join("; ", MysqlTable.triggers(table.name())) + ".")));
        }
    }
}
