package io.migrationledger.dialect.mysql.session;

import io.migrationledger.dialect.mysql.server.Literal;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.support.JdbcSql;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * All variables of the session, from the server's own catalogue, so that one which this driver has never heard of is put
 * back, too. Besides them the role and the database, under names that no variable has.
 */
public final class Variables {
    static final String ROLE = "the role (SET ROLE)";
    static final String DATABASE = "the database (USE)";

    /** Counters, and what ends with its statement. */
    private static final Set<String> MOVING = Set.of(
            "timestamp",
            "last_insert_id",
            "identity",
            "rand_seed1",
            "rand_seed2",
            "warning_count",
            "error_count",
            "statement_id",
            "in_transaction",
            "last_gtid",
            "gtid_executed",
            "gtid_owned");

    private static final List<String> CRITICAL = List.of(
            "sql_mode",
            "sql_select_limit",
            "max_join_size",
            "sql_big_selects",
            "character_set_client",
            "character_set_connection",
            "collation_connection",
            "character_set_results");

    /** Where the server has them: limits that a look at all variables exceeds. */
    private static final List<String> CRITICAL_IF_ANY =
            List.of("max_session_mem_used", "tmp_disk_table_size", "max_tmp_session_space_usage");

    /** The next INSERT takes it, and 0 is a number for it like any other. */
    private static final String INSERT_ID = "insert_id";

    private static final int GLOBAL_VARIABLE = 1229;
    private static final int READ_ONLY_VARIABLE = 1238;
    private static final int READ_ONLY_IN_SESSION = 1621;

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final JdbcSql sql;
    private final boolean mariadb;
    /** What could keep the others from being read: put right first. */
    private final List<String> critical = new ArrayList<>(CRITICAL);
    /** Of the server, as far as a session is concerned. */
    private final Set<String> notOfTheSession = new HashSet<>(MOVING);

    Variables(JdbcSql sql, boolean mariadb) {
        this.sql = sql;
        this.mariadb = mariadb;
        critical.add(mariadb ? "max_statement_time" : "max_execution_time");
    }

    /** Reads all as they are, where no script has run yet. */
    Map<String, String> first() throws SQLException {
        Map<String, String> all = read("@@SESSION.");
        CRITICAL_IF_ANY.stream().filter(all::containsKey).forEach(critical::add);
        return all;
    }

    /** Puts the critical ones right, in one message, and keeps what they were for {@link #look}. */
    void save(Map<String, String> wanted) throws SQLException {
        List<String> saved = new ArrayList<>();
        List<String> set = new ArrayList<>();
        for (String name : critical) {
            saved.add("@ledger_" + name + " = @@SESSION." + name);
            set.add(assignment(name, wanted.getOrDefault(name, "")));
        }
        saved.addAll(set);
        sql.execute("SET " + String.join(", ", saved));
    }

    /** Reads all as the script has set them, after {@link #save}. */
    Map<String, String> look() throws SQLException {
        return read("@ledger_");
    }

    /** Returns whether two values as the server shows them are the same. */
    static boolean same(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        return NUMBER.matcher(one).matches()
                && NUMBER.matcher(other).matches()
                && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }

    /** Returns whether a session has a value of its own of it, as far as has been found out. */
    boolean isOfTheSession(String name) {
        return !notOfTheSession.contains(name);
    }

    private Map<String, String> read(String criticals) throws SQLException {
        StringBuilder query = new StringBuilder("SELECT ");
        query.append(
                mariadb
                        ? "CAST(LOWER(variable_name) AS CHAR), CAST(session_value AS CHAR)"
                                + " FROM information_schema.system_variables WHERE variable_scope <> 'GLOBAL'"
                        : "CAST(variable_name AS CHAR), CAST(variable_value AS CHAR) FROM performance_schema.session_variables");
        for (String name : critical) {
            query.append(" UNION ALL SELECT '")
                    .append(name)
                    .append("', CAST(")
                    .append(criticals)
                    .append(name)
                    .append(" AS CHAR)");
        }
        query.append(" UNION ALL SELECT '").append(ROLE).append("', CAST(CURRENT_ROLE() AS CHAR)");
        query.append(" UNION ALL SELECT '").append(DATABASE).append("', CAST(DATABASE() AS CHAR)");
        // A limit of its own stands above sql_select_limit.
        query.append(" LIMIT 100000");
        Map<String, String> all = new LinkedHashMap<>();
        for (List<String> row : sql.rows(query.toString())) {
            all.put(row.get(0), row.get(1)); // the critical ones come last
        }
        all.keySet().removeAll(notOfTheSession);
        // Read as a number or a word, but set as the same.
        all.computeIfPresent(
                "sql_big_selects", (name, value) -> value.equals("1") ? "ON" : value.equals("0") ? "OFF" : value);
        return all;
    }

    /**
     * Sets variables.
     *
     * @return those that could not be set, each with the server's words
     */
    Map<String, String> set(Map<String, String> values) throws SQLException {
        Map<String, String> left = new LinkedHashMap<>();
        Map<String, String> variables = new LinkedHashMap<>(values);
        String role = variables.remove(ROLE);
        String database = variables.remove(DATABASE);
        setVariables(variables, left);
        if (role != null) {
            attempt(ROLE, "SET ROLE " + role(role), left);
            if (!left.isEmpty()) { // what the other role was not allowed to
                Map<String, String> again = new LinkedHashMap<>(variables);
                again.keySet().retainAll(left.keySet());
                left.keySet().removeAll(again.keySet());
                setVariables(again, left);
            }
        }
        if (database != null && !database.isEmpty()) {
            attempt(DATABASE, "USE " + Name.quote(database), left);
        }
        return left;
    }

    private void setVariables(Map<String, String> variables, Map<String, String> left) throws SQLException {
        if (variables.remove(INSERT_ID) != null) {
            left.put(INSERT_ID, "the next INSERT takes it");
        }
        if (variables.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>();
        variables.forEach((name, value) -> all.add(assignment(name, value)));
        try {
            sql.execute("SET " + String.join(", ", all));
        } catch (SQLException e) {
            if (e.getErrorCode() == 0) {
                throw e; // the connection
            }
            for (Map.Entry<String, String> one : variables.entrySet()) {
                attempt(one.getKey(), "SET " + assignment(one.getKey(), one.getValue()), left);
                if (left.containsKey(one.getKey()) && one.getValue().isEmpty()) { // NULL, as its default may be
                    left.remove(one.getKey());
                    attempt(one.getKey(), "SET SESSION " + one.getKey() + " = DEFAULT", left);
                }
            }
        }
    }

    private void attempt(String name, String statement, Map<String, String> left) throws SQLException {
        try {
            sql.execute(statement);
        } catch (SQLException e) {
            switch (e.getErrorCode()) {
                case 0 -> throw e;
                case GLOBAL_VARIABLE, READ_ONLY_VARIABLE, READ_ONLY_IN_SESSION -> notOfTheSession.add(name);
                default -> left.put(name, String.valueOf(e.getMessage()));
            }
        }
    }

    private String role(String role) {
        if (role.isEmpty() || role.equals("NONE")) {
            return "NONE";
        }
        return mariadb ? Name.quote(role) : role; // MySQL shows a list of quoted names
    }

    private static String assignment(String name, String value) {
        return "SESSION " + name + " = " + Literal.ofVariable(name, value);
    }
}
