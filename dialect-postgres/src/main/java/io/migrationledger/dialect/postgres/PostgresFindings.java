package io.migrationledger.dialect.postgres;

import static io.migrationledger.spi.support.Findings.begins;

import io.migrationledger.Advice;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.Finding.Topic;
import io.migrationledger.spi.support.Findings;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a person should know of a PostgreSQL server before migrations run on it. Asks the catalogs alone, which every account
 * may read (https://www.postgresql.org/docs/current/functions-info.html).
 */
final class PostgresFindings {
    /**
     * The columns of each index, those of INCLUDE left out; a part that is an expression has the number 0
     * (https://www.postgresql.org/docs/current/catalog-pg-index.html). The server's own words for an index follow the session's
     * settings.
     */
    private static final String INDEXES = """
            SELECT CASE WHEN i.indisprimary THEN 'primary' END,
              (SELECT string_agg(COALESCE(a.attname, '(expression)'), ',' ORDER BY k.place)
                FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
                LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
                WHERE k.place <= i.indnkeyatts)
            FROM pg_index i WHERE i.indisvalid AND i.indrelid""";

    private final JdbcSql sql;
    private final PostgresSession session;
    private final PostgresLock.Known known;
    private final String table;
    private final Set<String> pending;
    private final Findings findings = new Findings();

    PostgresFindings(
            JdbcSql sql, PostgresSession session, PostgresLock.Known known, String table, Set<String> pending) {
        this.sql = sql;
        this.session = session;
        this.known = known;
        this.table = table;
        this.pending = pending;
    }

    List<Finding> all() {
        findings.look(Topic.STANDBY, this::server);
        findings.look(Topic.CONNECTION, this::pooler);
        findings.look(Topic.CLOCK, this::clock);
        findings.look(Topic.PRIVILEGES, this::privileges);
        findings.look(Topic.LEDGER, this::ledger);
        return findings.all();
    }

    private void server() throws SQLException {
        String product = known.environment().product(); // throws where no ledger can be kept: too old, a standby
        if (!Trial.isPostgresql(product)) {
            findings.add(
                    Finding.note(
                            Topic.VERSIONS,
                            "the server (" + product
                                    + ") is not known to be PostgreSQL: each run tries first whether it does what runs rely on"));
        }
        if (sql.value("SHOW default_transaction_read_only").equals("on")) {
            findings.add(Finding.problem(
                    Topic.STANDBY,
                    "sessions of this account begin as read-only (default_transaction_read_only)",
                    Advice.of("ALTER ROLE … SET default_transaction_read_only = off, or connect as another account.")));
        } else {
            findings.add(Finding.ok(Topic.STANDBY, "the server is supported, is no standby, and can be written"));
        }
    }

    private void pooler() throws SQLException {
        Pooling pooling = session.pooling();
        if (pooling == Pooling.TRANSACTION) {
            findings.add(Finding.note(
                    Topic.CONNECTION,
                    session.leaseReason().orElseThrow()
                            + ": migrations run all the same, with a lease for the lock, and without what needs a session",
                    Advice.of(
                            "There is nothing to do, unless a script is refused for it: then connect to the server itself, or to a pool"
                                    + " in session mode. docs/postgres.md tells more.")));
            return;
        }
        if (pooling == Pooling.SESSION) {
            findings.add(Finding.ok(
                    Topic.CONNECTION, "a pooler stands between that leaves a client its session until it disconnects"));
            return;
        }
        severalSessions();
    }

    /** A pooler that does not give itself away by the number of the session, as the lock notices, too. */
    private void severalSessions() throws SQLException {
        Set<String> backends = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            backends.add(sql.value("SELECT pg_backend_pid()"));
        }
        findings.add(
                backends.size() == 1
                        ? Finding.ok(Topic.CONNECTION, "statements of one connection run in one session of the server")
                        : Finding.problem(
                                Topic.CONNECTION,
                                "statements of one connection ran in " + backends.size()
                                        + " sessions of the server: a pooler in transaction mode stands between",
                                Advice.of(
                                        "Connect to the server itself, or to a pool in session mode (PgBouncer: pool_mode ="
                                                + " session), for migrations.")));
    }

    private void clock() throws SQLException {
        Instant before = Instant.now();
        String micros = sql.value("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint");
        findings.clock(before, Instant.ofEpochMilli(Long.parseLong(micros)), Instant.now());
    }

    private void privileges() throws SQLException {
        Environment environment = known.environment();
        String schema = Names.literal(environment.schema());
        String name = ObjectName.quote(environment.schema());
        String user = sql.value("SELECT quote_ident(current_user)");
        List<String> missing = new ArrayList<>();
        List<String> grants = new ArrayList<>();
        boolean begun = !place().isEmpty();
        if (!environment.schemaExists()) {
            check(
                    !may("has_database_privilege(current_database(), 'CREATE')"),
                    "create the schema " + name,
                    "GRANT CREATE ON DATABASE … TO " + user,
                    missing,
                    grants);
        } else {
            check(
                    !may("has_schema_privilege(" + schema + ", 'USAGE')"),
                    "use the schema " + name,
                    "GRANT USAGE ON SCHEMA " + name + " TO " + user,
                    missing,
                    grants);
            boolean creates = !begun || pending.stream().anyMatch(text -> text.startsWith("CREATE "));
            check(
                    creates && !may("has_schema_privilege(" + schema + ", 'CREATE')"),
                    "create in the schema " + name,
                    "GRANT CREATE ON SCHEMA " + name + " TO " + user,
                    missing,
                    grants);
        }
        boolean inDatabase = begins(pending, "CREATE SCHEMA")
                || begins(pending, "CREATE EXTENSION")
                || begins(pending, "CREATE PUBLICATION");
        check(
                inDatabase && !may("has_database_privilege(current_database(), 'CREATE')"),
                "create schemas or extensions in the database",
                "GRANT CREATE ON DATABASE … TO " + user,
                missing,
                grants);
        boolean roles = begins(pending, "CREATE ROLE") || begins(pending, "CREATE USER");
        check(
                roles
                        && !sql.value("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
                                .startsWith("t"),
                "create roles",
                "ALTER ROLE " + user + " CREATEROLE",
                missing,
                grants);
        if (begun) {
            for (String right : List.of("SELECT", "INSERT")) {
                check(
                        !may("has_table_privilege(" + Names.literal(qualified(environment)) + ", '" + right + "')"),
                        right + " on the ledger",
                        "GRANT " + right + " ON " + qualified(environment) + " TO " + user,
                        missing,
                        grants);
            }
        }
        findings.add(
                missing.isEmpty()
                        ? Finding.ok(
                                Topic.PRIVILEGES,
                                "the account " + user + " may do what "
                                        + (pending.isEmpty() ? "the ledger needs" : "is pending")
                                        + ", as far as schema and database tell")
                        : Finding.problem(
                                Topic.PRIVILEGES,
                                "the account " + user + " may not " + String.join(", nor ", missing),
                                Advice.of(String.join("; ", grants) + ". Or migrate as another account.")));
        owners(schema, user);
    }

    private static void check(boolean lacks, String what, String grant, List<String> missing, List<String> grants) {
        if (lacks) {
            missing.add(what);
            grants.add(grant);
        }
    }

    /** Who does not own a table can neither alter nor drop it, whatever was granted. */
    private void owners(String schema, String user) throws SQLException {
        boolean owner = begins(pending, "ALTER TABLE")
                || begins(pending, "DROP TABLE")
                || pending.stream().anyMatch(text -> text.startsWith("CREATE ") && text.contains("INDEX"));
        if (!owner) {
            return;
        }
        List<String> others = sql.values("SELECT relname || ' (' || pg_get_userbyid(relowner) || ')' FROM pg_class"
                + " WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = " + schema + ")"
                + " AND relkind IN ('r', 'p') AND NOT pg_has_role(relowner, 'USAGE') ORDER BY 1 LIMIT 6");
        if (!others.isEmpty()) {
            findings.add(Finding.note(
                    Topic.PRIVILEGES,
                    "tables of other owners, which " + user + " can neither alter nor drop: "
                            + String.join(", ", others),
                    Advice.of("Where pending migrations change them: migrate as their owner, or GRANT its role to "
                            + user + ".")));
        }
    }

    private boolean may(String function) throws SQLException {
        return sql.value("SELECT " + function).startsWith("t");
    }

    private String qualified(Environment environment) {
        return new ObjectName(environment.schema(), table).quoted();
    }

    /** Returns the ledger table's number, or the empty string where there is none. */
    private String place() throws SQLException {
        return sql.value("SELECT to_regclass(" + Names.literal(qualified(known.environment())) + ")::oid");
    }

    private void ledger() throws SQLException {
        String oid = place();
        if (oid.isEmpty()) {
            return;
        }
        String of = " = " + oid;
        Set<String> lacks = Findings.missingColumns(
                sql.values("SELECT attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid" + of));
        List<String> wrong = new ArrayList<>();
        if (!lacks.isEmpty()) {
            wrong.add("it lacks the columns " + String.join(", ", lacks));
        }
        List<List<String>> indexes = sql.rows(INDEXES + of);
        if (indexes.stream().noneMatch(row -> row.equals(List.of("primary", "sequence")))) {
            wrong.add("sequence is not its primary key");
        }
        if (indexes.stream().noneMatch(row -> row.get(1).equals("namespace,sequence"))) {
            wrong.add("it has no index on (namespace, sequence)");
        }
        String trigger = sql.value("SELECT tgenabled FROM pg_trigger WHERE tgname = 'append_only' AND tgrelid" + of);
        if (!trigger.equals("A")) {
            wrong.add(
                    trigger.isEmpty()
                            ? "the trigger that refuses UPDATE and DELETE is missing"
                            : "the trigger that refuses UPDATE and DELETE can be switched off by a session");
        }
        List<String> statements = PostgresTable.statements(known.environment().schema(), table);
        findings.add(
                wrong.isEmpty()
                        ? Finding.ok(Topic.LEDGER, "the table has its columns, key, index and trigger")
                        : Finding.problem(
                                Topic.LEDGER,
                                "the ledger's table is not as it was made: " + String.join("; ", wrong),
                                Advice.of("Find out who changed it. These statements make it: "
                                        + String.join("; ", statements) + ".")));
    }
}
