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
import org.jspecify.annotations.Nullable;

/**
 * A node of a Galera cluster. Rows are certified when they are committed; DDL is carried out by all nodes at the same place
 * of their common order (https://mariadb.com/kb/en/galera-cluster-system-variables/, wsrep_osu_method = TOI).
 */
final class Galera implements Cluster {
    /** Before reads, writes and SHOW alike (https://mariadb.com/kb/en/galera-cluster-system-variables/#wsrep_sync_wait). */
    private static final Map.Entry<String, String> READING = Map.entry("wsrep_sync_wait", "15");

    private static final String MEMBERS = "mysql.wsrep_cluster_members";

    private final JdbcSql sql;
    private final String self;

    private Galera(JdbcSql sql, String self) {
        this.sql = sql;
        this.self = self;
    }

    static Optional<Cluster> of(JdbcSql sql, Map<String, String> variables) throws SQLException {
        if (!"ON".equals(variables.get("wsrep_on"))) {
            if (isConnected(sql, variables)) {
                throw onOneNode("wsrep_on", "OFF", "ON");
            }
            return Optional.empty();
        }
        String method = variables.getOrDefault("wsrep_osu_method", "TOI");
        if (!method.equals("TOI")) {
            throw onOneNode("wsrep_OSU_method", method, "TOI");
        }
        Map<String, String> status = new HashMap<>();
        for (List<String> row : sql.rows("SHOW STATUS WHERE variable_name IN ('wsrep_ready', 'wsrep_cluster_status',"
                + " 'wsrep_local_state_comment', 'wsrep_gcomm_uuid')")) {
            status.put(row.get(0).toLowerCase(Locale.ROOT), row.get(1));
        }
        String state = status.getOrDefault("wsrep_local_state_comment", "");
        boolean primary = "Primary".equals(status.get("wsrep_cluster_status"));
        if (!primary || !"ON".equals(status.get("wsrep_ready")) || !state.equals("Synced")) {
            throw notReady(
                    "wsrep_cluster_status = " + status.get("wsrep_cluster_status") + ", wsrep_ready = "
                            + status.get("wsrep_ready") + ", wsrep_local_state_comment = " + state,
                    null);
        }
        return Optional.of(new Galera(sql, status.getOrDefault("wsrep_gcomm_uuid", "")));
    }

    /** Whether the server is a node, although this session's writes stay on it. */
    private static boolean isConnected(JdbcSql sql, Map<String, String> variables) throws SQLException {
        String provider = variables.getOrDefault("wsrep_provider", "none");
        boolean none = provider.isEmpty() || provider.equals("none");
        return !none && status(sql, "wsrep_connected").equals("ON");
    }

    private static String status(JdbcSql session, String name) throws SQLException {
        return session.row("SHOW STATUS LIKE '" + name + "'")
                .map(row -> row.get(1))
                .orElse("");
    }

    private static LedgerException onOneNode(String variable, String value, String usual) {
        return Server.unsuitable(
                "what this session does stays on one node of the Galera cluster (" + variable + " = " + value + ")",
                "Set " + variable + " = " + usual + ", for the server or in the address (sessionVariables=" + variable
                        + "=" + usual + ").");
    }

    /** @param words the node's own, of its state */
    static LedgerException notReady(String words, @Nullable SQLException cause) {
        return new LedgerException(
                ErrorCode.DATABASE_BUSY,
                "this node of the Galera cluster takes no part in it now (" + words + ")",
                LedgerException.NOTHING_CHANGED,
                "Connect to a node whose wsrep_cluster_status is Primary and whose wsrep_local_state_comment is Synced, or"
                        + " wait until this one is.",
                cause);
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public String node(JdbcSql session) throws SQLException {
        return status(session, "wsrep_gcomm_uuid");
    }

    @Override
    public boolean mayWrite(String node) throws SQLException {
        try {
            return !sql.value("SELECT 1 FROM " + MEMBERS + " WHERE node_uuid = ?", node)
                    .isEmpty();
        } catch (SQLException e) {
            if (MysqlErrors.isAccessDenied(e) || e.getErrorCode() == MysqlErrors.NO_SUCH_TABLE) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public String words(String node) throws SQLException {
        try {
            String name = sql.value(
                    "SELECT CONCAT(node_name, ' (', node_incoming_address, ')') FROM " + MEMBERS
                            + " WHERE node_uuid = ?",
                    node);
            return name.isEmpty() ? node : name;
        } catch (SQLException e) {
            if (MysqlErrors.isAccessDenied(e) || e.getErrorCode() == MysqlErrors.NO_SUCH_TABLE) {
                return node + " (which node that is can be seen with the right to SELECT from " + MEMBERS
                        + ", and so can whether it has left the cluster)";
            }
            throw e;
        }
    }

    @Override
    public Map.Entry<String, String> reading() {
        return READING;
    }
}
