package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** SET in its many forms (https://dev.mysql.com/doc/refman/8.0/en/set-statement.html). */
public final class SetReader {
    /**
     * The server lets nobody change them inside a transaction: found by trying each variable of MySQL 8.0.12, 8.0.33 and
     * MariaDB 11.4, and in https://dev.mysql.com/doc/refman/8.0/en/replication-options-gtids.html. {@code autocommit} would
     * commit.
     */
    public static final Set<String> OUTSIDE_ONLY = Set.of(
            "autocommit",
            "binlog_direct_non_transactional_updates",
            "binlog_format",
            "binlog_row_value_options",
            "binlog_transaction_compression",
            "binlog_transaction_compression_level_zstd",
            "explicit_defaults_for_timestamp",
            "gtid_domain_id",
            "gtid_next",
            "gtid_seq_no",
            "group_replication_consistency",
            "pseudo_replica_mode",
            "pseudo_slave_mode",
            "require_row_format",
            "session_track_gtids",
            "skip_replication",
            "sql_log_bin",
            "transaction_write_set_extraction",
            "use_secondary_engine",
            "wsrep_on",
            "xa_detach_on_prepare");

    /** Stands for all user variables among the names that a SET assigns to. */
    public static final String USER_VARIABLE = "@";

    private static final Set<String> CHARACTER_SETS =
            Set.of("character_set_client", "character_set_connection", "character_set_results");

    /** With @@ and no scope, the next transaction's only. */
    private static final Set<String> OF_TRANSACTION =
            Set.of("transaction_isolation", "tx_isolation", "transaction_read_only", "tx_read_only");

    /** Keep the ledger from writing: from now on, or in the next run. */
    private static final Set<String> SHUTS_OUT =
            Set.of("read_only", "super_read_only", "offline_mode", "transaction_read_only", "tx_read_only");

    /** With another value than these, DDL stays on one node of a Galera cluster. */
    private static final Map<String, Set<String>> ON_ALL_NODES =
            Map.of("wsrep_on", Set.of("ON", "1", "TRUE", "DEFAULT"), "wsrep_osu_method", Set.of("TOI", "DEFAULT"));

    private static final Set<String> OFF = Set.of("OFF", "0", "FALSE", "DEFAULT");

    private SetReader() {}

    /** @param inner reads the statement inside of MariaDB's {@code SET STATEMENT … FOR …} */
    static Reading read(Words words, String text, SqlSyntax syntax, Function<Words, Reading> inner) {
        words.skip();
        if (syntax.name().equals("MariaDB") && words.accept("STATEMENT")) {
            return words.seek("FOR") ? inner.apply(words.copy()) : Reading.opaque("an unknown statement may commit");
        }
        if (words.at("PASSWORD")) {
            return AlterReader.password("SET PASSWORD", words);
        }
        if (words.at("DEFAULT", "ROLE")) {
            return Reading.repeatable("SET DEFAULT ROLE");
        }
        if (words.at("TRANSACTION")) {
            return oneTransaction();
        }
        return assignments(words);
    }

    private static Reading oneTransaction() {
        return Reading.refused("It would set the next transaction only, and the ledger begins the transactions here: "
                + "write SET SESSION TRANSACTION ….");
    }

    /** NAMES and the like also stand among other assignments. */
    private static boolean atNames(Words words) {
        return words.at("NAMES") || words.at("CHARSET") || words.at("CHARACTER", "SET");
    }

    private static boolean areUtf8mb4(Words words) {
        Words names = words.copy();
        names.accept("CHARACTER");
        names.skip();
        String name = names.account().map(Name::name).orElse("").toLowerCase(Locale.ROOT);
        return name.equals("utf8mb4") || name.equals("default");
    }

    private static Reading characterSet() {
        return Reading.refused("The script reaches the server as utf8mb4, and so does the ledger's own text: "
                + "write SET NAMES utf8mb4, or leave it out.");
    }

    private static Reading assignments(Words words) {
        boolean global = false;
        boolean session = false;
        boolean alone = false;
        String scope = "";
        do {
            if (atNames(words) && !areUtf8mb4(words)) {
                return characterSet();
            }
            if (words.at("PASSWORD") || words.at("DEFAULT", "ROLE")) {
                global = true;
            } else if (atNames(words) || words.at("ROLE")) {
                session = true;
            } else {
                Variable variable = Variable.read(words, scope);
                scope = variable.following();
                String value = firstWordOfValue(words);
                Reading refusal = refusal(variable, value);
                if (refusal != null) {
                    return refusal;
                }
                global |= variable.isGlobal();
                session |= !variable.isGlobal();
                alone |= !variable.isGlobal() && OUTSIDE_ONLY.contains(variable.name());
            }
            skipValue(words);
        } while (words.acceptSymbol(","));
        if (global && session) {
            return Reading.refused("What it sets for the server lasts, and what it sets in the session does not: "
                    + "write a SET for the server, and one for the session.");
        }
        if (global) {
            return Reading.repeatable("SET GLOBAL");
        }
        return alone
                ? Reading.of(StatementClass.sessionAlone("the server refuses it inside a transaction"))
                : Reading.session();
    }

    private static @Nullable Reading refusal(Variable variable, String value) {
        String name = variable.name();
        if (name.equals("autocommit")) {
            return Reading.refused("Leave it out: the ledger begins and commits the transactions, "
                    + "each together with its own mark.");
        }
        if (CHARACTER_SETS.contains(name)
                && !List.of("UTF8MB4", USER_VARIABLE, "DEFAULT").contains(value)) {
            return characterSet();
        }
        Set<String> onAllNodes = ON_ALL_NODES.get(name);
        if (onAllNodes != null && !onAllNodes.contains(value)) {
            return Reading.refused(
                    "On a Galera cluster what follows would be done on one node only, and recorded on all: "
                            + "leave it out.");
        }
        if (variable.isGlobal()) {
            boolean readOnly = name.equals("transaction") || SHUTS_OUT.contains(name);
            return readOnly && !OFF.contains(value) && !value.equals("ISOLATION") && !value.equals("READ WRITE")
                    ? Reading.refused("It would keep the ledger from writing its own rows: "
                            + "it is work for an administrator, outside of any migration.")
                    : null;
        }
        if (OF_TRANSACTION.contains(name) && variable.scope().equals("@@")) {
            return oneTransaction();
        }
        if (name.equals("gtid_next") && !value.equals("AUTOMATIC") && !value.equals(USER_VARIABLE)) {
            return Reading.refused(
                    "The number would be taken by whatever transaction comes next, the ledger's own too: "
                            + "leave it out.");
        }
        if (name.equals("require_row_format") && !OFF.contains(value)) {
            return Reading.refused("It is for replication: under it neither the script nor the ledger could go on.");
        }
        if (name.equals("insert_id")) {
            return Reading.refused(
                    "The next INSERT would take it, of whatever table: write the number into the column.");
        }
        return null;
    }

    private static void skipValue(Words words) {
        while (!words.atEnd() && !words.atSymbol(",")) {
            words.skipGroup();
        }
    }

    /**
     * Returns the session's variables that a SET assigns to, in lower case; {@link #USER_VARIABLE} for all user variables,
     * {@code role} for SET ROLE.
     */
    public static Set<String> assigned(Words words) {
        words.skip();
        Set<String> names = new LinkedHashSet<>();
        do {
            if (words.at("ROLE")) {
                names.add("role");
            } else if (atNames(words)) {
                names.addAll(CHARACTER_SETS);
            } else {
                names.add(Variable.read(words, "").name());
            }
            skipValue(words);
        } while (words.acceptSymbol(","));
        return names;
    }

    private static String firstWordOfValue(Words words) {
        words.acceptSymbol(":");
        words.acceptSymbol("=");
        if (words.atSymbol("@")) {
            return USER_VARIABLE;
        }
        if (words.at("READ", "WRITE")) {
            return "READ WRITE";
        }
        return words.token()
                .filter(token -> token.kind() == SqlToken.Kind.NUMBER)
                .map(SqlToken::text)
                .or(() -> words.copy().account().map(Name::name))
                .orElse("")
                .toUpperCase(Locale.ROOT);
    }

    /**
     * The left side of an assignment.
     *
     * @param scope upper case, {@code @@} where nothing but that stands there, otherwise empty
     * @param name lower case
     * @param following the scope of those behind it that name none: a word that names one holds on, {@code @@GLOBAL} does
     *     not
     */
    record Variable(String scope, String name, String following) {
        private static final Set<String> SCOPES = Set.of("GLOBAL", "PERSIST", "PERSIST_ONLY", "SESSION", "LOCAL");

        /** @param inherited what {@link #following} says of the one before */
        static Variable read(Words words, String inherited) {
            String at = words.acceptSymbol("@") ? "@" : "";
            if (at.equals("@") && words.acceptSymbol("@")) {
                at = "@@";
            }
            if (at.equals("@")) {
                words.account();
                return new Variable("", USER_VARIABLE, inherited);
            }
            String scope = words.word();
            String following = inherited;
            if (SCOPES.contains(scope)) {
                words.skip();
                words.acceptSymbol(".");
                following = at.isEmpty() ? scope : inherited;
                if (words.accept("TRANSACTION")) {
                    return new Variable(scope, "transaction", following);
                }
            } else {
                scope = at.isEmpty() ? inherited : at;
            }
            return new Variable(scope, words.identifier().orElse("").toLowerCase(Locale.ROOT), following);
        }

        boolean isGlobal() {
            return scope.equals("GLOBAL") || scope.startsWith("PERSIST");
        }
    }
}
