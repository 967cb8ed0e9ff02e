package io.migrationledger.dialect.mysql.server;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a server and a connection to it can keep the ledger's promise; asked once, before the lock is taken.
 *
 * @param rowsMayDepend whether a row may be written that depends on this session, its lock for instance: not where a replica
 *     is sent the text of the statement (https://dev.mysql.com/doc/refman/8.0/en/replication-rbr-safe-unsafe.html)
 * @param cluster the cluster that the server is a node of
 * @param logIsLate whether a COMMIT does not wait for the redo log, and a statement can make the server write it out; not in a
 *     cluster, where the other nodes have what a node that dies has forgotten
 */
public record Suitability(boolean rowsMayDepend, Optional<Cluster> cluster, boolean logIsLate) {
    /** One query for all: a server that does not know a name leaves it out. */
    private static final List<String> VARIABLES = List.of(
            "binlog_format",
            "group_replication_consistency",
            "group_replication_group_name",
            "group_replication_single_primary_mode",
            RedoLog.SETTING,
            RedoLog.FULLTEXT_ONLY,
            "innodb_read_only",
            "read_only",
            "server_uuid",
            "sql_log_bin",
            "super_read_only",
            "wsrep_on",
            "wsrep_OSU_method",
            "wsrep_provider",
            "wsrep_sync_wait");

    private static final List<String> READ_ONLY = List.of("super_read_only", "read_only", "innodb_read_only");

    /**
     * Checks them. On a node of a cluster the session reads from here on what every node has written before.
     *
     * @throws LedgerException where they cannot
     */
    public static Suitability check(JdbcSql sql, Settings settings, ServerStatus client) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        for (List<String> row :
                sql.rows("SHOW VARIABLES WHERE variable_name IN ('" + String.join("', '", VARIABLES) + "')")) {
            variables.put(row.get(0).toLowerCase(Locale.ROOT), row.get(1));
        }
        Optional<Cluster> cluster = Cluster.of(sql, variables);
        checkWritable(variables, client);
        if (client.reconnects()) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "the address says autoReconnect=true: a lost connection would be replaced unnoticed, "
                            + "by one that holds neither the lock nor the transaction",
                    "Leave autoReconnect out of the address.");
        }
        String characters = settings.characterSet();
        if (!characters.equals("utf8mb4")) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "the connection's character set is " + characters + ", which cannot hold every text",
                    "Leave characterEncoding out of the address, or write characterEncoding=UTF-8.");
        }
        if (cluster.isPresent()) {
            Map.Entry<String, String> reading = cluster.get().reading();
            settings.setBeside(
                    reading.getKey(), variables.getOrDefault(reading.getKey(), reading.getValue()), reading.getValue());
        }
        return new Suitability(
                !"STATEMENT".equals(variables.get("binlog_format")),
                cluster,
                cluster.isEmpty() && RedoLog.isLate(variables) && !RedoLog.isOutOfReach(variables));
    }

    /** Returns what is known of a server that is only looked at: where it could not be migrated, that is no error. */
    public static Suitability seen(JdbcSql sql, Settings settings, ServerStatus client) throws SQLException {
        try {
            return check(sql, settings, client);
        } catch (LedgerException unsuitable) {
            return new Suitability(false, Optional.empty(), false);
        }
    }

    /** An account with the right to write all the same would change a replica, and not its source. */
    private static void checkWritable(Map<String, String> variables, ServerStatus client) throws SQLException {
        for (String name : READ_ONLY) {
            String value = variables.getOrDefault(name, "OFF");
            if (!value.equals("OFF") && !value.equals("0")) {
                throw LedgerException.input(
                        ErrorCode.READ_ONLY,
                        "the server takes no writes (" + name + " = " + value + "), as a replica does",
                        "Connect to the primary server; or set " + name + " = OFF, if this one is it.");
            }
        }
        if (client.isReadOnly()) {
            throw MysqlErrors.clientReadOnly(null);
        }
    }
}
