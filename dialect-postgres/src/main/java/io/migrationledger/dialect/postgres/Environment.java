package io.migrationledger.dialect.postgres;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the driver has to know of the server and the session before it locks: one query, never asked where nothing is
 * pending.
 *
 * @param product what {@code version()} says
 * @param version such as 180006
 * @param backend the process that serves this session
 * @param user who logged in, or was set by {@code SET SESSION AUTHORIZATION}
 * @param role what {@code SET ROLE} has set, or {@code none}
 * @param schema where the ledger is
 * @param schemaExists whether it is there
 * @param lockTimeout the session's own
 */
record Environment(
        String product,
        int version,
        int backend,
        String user,
        String role,
        String schema,
        boolean schemaExists,
        String lockTimeout) {

    private static final int OLDEST = 130000;

    /** Reads it. @throws LedgerException where no ledger can be kept here, saying what to do */
    static Environment read(Connection connection, Optional<String> schema) throws SQLException {
        String ledgerSchema = schema.map(Names::literal).orElse("current_schema()");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version(), current_setting('server_version_num')::int,"
                        + " pg_backend_pid(), session_user::text, current_setting('role'), " + ledgerSchema + "::text,"
                        + " EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = " + ledgerSchema + "),"
                        + " current_setting('lock_timeout'), pg_is_in_recovery()")) {
            row.next();
            check(row.getString(1), row.getInt(2), row.getBoolean(9));
            return new Environment(
                    row.getString(1),
                    row.getInt(2),
                    row.getInt(3),
                    row.getString(4),
                    row.getString(5),
                    checkSchema(row.getString(6)),
                    row.getBoolean(7),
                    row.getString(8));
        }
    }

    boolean atLeast(int major) {
        return version >= major * 10_000;
    }

    /** Whether the server can notice that a client is gone (client_connection_check_interval). */
    boolean noticesLostClients() {
        return atLeast(14) && product.toLowerCase(Locale.ROOT).contains("linux");
    }

    static void check(String product, int version, boolean recovering) {
        if (version < OLDEST) {
            throw LedgerException.input(
                    ErrorCode.UNSUITABLE_DATABASE,
                    "this server is older than PostgreSQL 13 (" + product + ")",
                    "Upgrade the server; the driver supports PostgreSQL 13 and newer.");
        }
        if (recovering) {
            throw LedgerException.input(
                    ErrorCode.READ_ONLY,
                    "this server is a standby: it can only be read",
                    "Connect to the primary: write all servers and targetServerType=primary into the address "
                            + "(jdbc:postgresql://a,b/db?targetServerType=primary).");
        }
    }

    private static String checkSchema(@Nullable String schema) {
        if (schema == null) {
            throw LedgerException.input(
                    ErrorCode.UNSUITABLE_DATABASE,
                    "no schema of the connection's search_path exists",
                    Advice.of("Create one, fix search_path, or name a schema for the ledger (", Action.SCHEMA, ")."));
        }
        return schema;
    }
}
