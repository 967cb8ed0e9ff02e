package io.migrationledger.dialect.mysql.server;

import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Servers that take writes for the same rows, while each keeps its named locks to itself. */
public interface Cluster {

    /**
     * Returns the cluster that a server is a node of.
     *
     * @param variables the session's, by name in small letters
     * @throws io.migrationledger.LedgerException where the node cannot be migrated through now, by the name of its state
     */
    static Optional<Cluster> of(JdbcSql sql, Map<String, String> variables) throws SQLException {
        Optional<Cluster> galera = Galera.of(sql, variables);
        return galera.isPresent() ? galera : ReplicationGroup.of(sql, variables);
    }

    /** Returns the node that this session is on; another one after a restart of the node, or the same. */
    String self();

    /** Returns the node that some session is on; of another cluster perhaps. */
    String node(JdbcSql session) throws SQLException;

    /**
     * Returns whether a session on another node may still write: false where that node is no member of the part of the
     * cluster that can write. Where that cannot be seen, it may.
     */
    boolean mayWrite(String node) throws SQLException;

    /** Returns a node as a person knows it. */
    String words(String node) throws SQLException;

    /** Returns what the session has to set so that it reads what every node has written before, with its value. */
    Map.Entry<String, String> reading();
}
