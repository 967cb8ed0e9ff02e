package io.migrationledger.dialect.mysql.server;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A member of a group of MySQL's Group Replication, with one primary or with many. Rows are certified when they are
 * committed; DDL is not, and two members must not be sent any at once
 * (https://dev.mysql.com/doc/refman/8.0/en/group-replication-limitations.html).
 */
final class ReplicationGroup implements Cluster {
    /** A new primary may have writes of the old one still before it (group_replication_consistency, from 8.0.14 on). */
    private static final String CONSISTENCY = "group_replication_consistency";

    private static final String MEMBERS = "performance_schema.replication_group_members";

    /** One server of the group, as the server that is asked sees it. */
    private record Member(String id, String address, String state, String role) {
        boolean isPrimary() {
            return role.equals("PRIMARY");
        }
    }

    private final JdbcSql sql;
    private final String self;
    private final boolean onePrimary;

    private ReplicationGroup(JdbcSql sql, String self, boolean onePrimary) {
        this.sql = sql;
        this.self = self;
        this.onePrimary = onePrimary;
    }

    static Optional<Cluster> of(JdbcSql sql, Map<String, String> variables) throws SQLException {
        if (variables.getOrDefault("group_replication_group_name", "").isEmpty()) {
            return Optional.empty();
        }
        ReplicationGroup group = new ReplicationGroup(
                sql,
                variables.getOrDefault("server_uuid", ""),
                "ON".equals(variables.get("group_replication_single_primary_mode")));
        group.members().ifPresent(group::check);
        if ("OFF".equals(variables.get("sql_log_bin"))) {
            throw Server.unsuitable(
                    "what this session does stays on one member of its group (sql_log_bin = OFF)",
                    "Leave sql_log_bin ON for migrations; it may be set in the address (sessionVariables).");
        }
        if (!variables.containsKey(CONSISTENCY)) {
            throw Server.unsuitable(
                    "the server is a member of a group, and too old to say when it has carried out what the last primary"
                            + " wrote (" + CONSISTENCY + ")",
                    "Use MySQL 8.0.14 or newer for Group Replication.");
        }
        return Optional.of(group);
    }

    private Optional<List<Member>> members() throws SQLException {
        try {
            return Optional.of(sql
                    .rows("SELECT MEMBER_ID, CONCAT(MEMBER_HOST, ':', MEMBER_PORT), MEMBER_STATE, MEMBER_ROLE FROM "
                            + MEMBERS)
                    .stream()
                    .map(row -> new Member(row.get(0), row.get(1), row.get(2), row.get(3)))
                    .toList());
        } catch (SQLException e) {
            if (MysqlErrors.isAccessDenied(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Returns how many members are there: one that joins and is still catching up votes as all others do
     * (https://dev.mysql.com/doc/refman/8.0/en/group-replication-server-states.html).
     *
     * @param states of the members, as the server writes them
     */
    static long reached(List<String> states) {
        return states.stream()
                .filter(state -> state.equals("ONLINE") || state.equals("RECOVERING"))
                .count();
    }

    private void check(List<Member> members) {
        Optional<Member> own =
                members.stream().filter(member -> member.id().equals(self)).findFirst();
        String state = own.map(Member::state).orElse("OFFLINE");
        if (!state.equals("ONLINE")) {
            throw busy(
                    "this server is a member of a group, and " + state + " there (" + MEMBERS + ")",
                    "Connect to a member that is ONLINE, or wait until this one is.");
        }
        long reached = reached(members.stream().map(Member::state).toList());
        if (reached * 2 <= members.size()) {
            throw busy(
                    "this server sees " + reached + " of the " + members.size()
                            + " members of its group: no majority, so that no write would end",
                    "Connect to the part of the group that has the majority, or wait until the members are back.");
        }
        if (own.filter(Member::isPrimary).isEmpty()) {
            String primary = members.stream()
                    .filter(Member::isPrimary)
                    .map(Member::address)
                    .findFirst()
                    .orElse("not elected yet");
            throw LedgerException.input(
                    ErrorCode.READ_ONLY,
                    "this server is a secondary of its group: it can only be read",
                    "Connect to the primary (" + primary + ").");
        }
    }

    private static LedgerException busy(String what, String next) {
        return LedgerException.input(ErrorCode.DATABASE_BUSY, what, next);
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public String node(JdbcSql session) throws SQLException {
        return session.value("SELECT @@GLOBAL.server_uuid");
    }

    /** With one primary this server is it, and no other takes writes. */
    @Override
    public boolean mayWrite(String node) throws SQLException {
        return !onePrimary
                && members()
                        .map(all -> all.stream().anyMatch(member -> member.id().equals(node)))
                        .orElse(true);
    }

    @Override
    public String words(String node) throws SQLException {
        return members().stream()
                .flatMap(List::stream)
                .filter(member -> member.id().equals(node))
                .map(Member::address)
                .findFirst()
                .orElse(node
                        + " (which member that is, and whether it has left the group, can be seen with the right to"
                        + " SELECT from " + MEMBERS + ")");
    }

    @Override
    public Map.Entry<String, String> reading() {
        return Map.entry(CONSISTENCY, "BEFORE");
    }
}
