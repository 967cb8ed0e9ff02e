package io.migrationledger.dialect.mysql.session;

import io.migrationledger.dialect.mysql.server.Literal;
import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.dialect.mysql.statement.Words;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a script leaves in its session beside variables: temporary tables, user variables, prepared statements, open
 * handlers, named locks. Their names are read out of the script; where a routine, a prepared statement or code has run, out
 * of the routines of the database, too, and from the server as far as it tells this account. All that is ended by name with
 * the migration; to end a name too many does no harm.
 */
public final class Leftovers {
    private static final List<String> TRACES = List.of("@", "TEMPORARY", "PREPARE", "HANDLER", "GET_LOCK");
    private static final int UNKNOWN_PREPARED_STATEMENT = 1243;
    private static final int UNKNOWN_HANDLER = 1109;

    private final JdbcSql sql;
    private final boolean mariadb;
    /** Named by what ran. */
    private Names used = new Names();
    /** Named by what may have run: a body, a text. */
    private Names mentioned = new Names();

    private final Set<String> sent = new LinkedHashSet<>();
    private boolean opaque;

    private static final class Names {
        private final Set<Name> tables = new LinkedHashSet<>();
        private final Set<String> variables = new LinkedHashSet<>();
        private final Set<String> prepared = new LinkedHashSet<>();
        private final Set<Name> handlers = new LinkedHashSet<>();
        private final Set<String> locks = new LinkedHashSet<>();

        private boolean isEmpty() {
            return tables.isEmpty()
                    && variables.isEmpty()
                    && prepared.isEmpty()
                    && handlers.isEmpty()
                    && locks.isEmpty();
        }

        private void addAll(Names more) {
            tables.addAll(more.tables);
            variables.addAll(more.variables);
            prepared.addAll(more.prepared);
            handlers.addAll(more.handlers);
            locks.addAll(more.locks);
        }
    }

    Leftovers(JdbcSql sql, boolean mariadb) {
        this.sql = sql;
        this.mariadb = mariadb;
    }

    /** Takes note of a statement that runs next. */
    void note(String text, SqlSyntax syntax) {
        boolean body = Words.head(text, syntax).at("CREATE")
                && !Words.head(text, syntax).mentions("TEMPORARY");
        note(text, syntax, body ? mentioned : used);
    }

    /** Takes note that something runs next whose statements are not seen. */
    void opaque() {
        opaque = true;
    }

    /** Takes note of a statement that code sends; it is read when the migration has ended. */
    void sent(String text) {
        if (mayLeave(text)) {
            sent.add(text);
        }
    }

    private static boolean mayLeave(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return TRACES.stream().anyMatch(upper::contains);
    }

    private void note(String text, SqlSyntax syntax, Names into) {
        if (!mayLeave(text)) {
            return;
        }
        List<SqlToken> tokens = SqlTokens.of(text, syntax);
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            Words rest = Words.over(tokens.subList(i + 1, tokens.size()));
            if (token.kind() == SqlToken.Kind.STRING) {
                inside(token.text(), syntax);
            } else if (token.text().equals("@")) {
                boolean system =
                        rest.atSymbol("@") || (i > 0 && tokens.get(i - 1).text().equals("@"));
                boolean account = i > 0 && tokens.get(i - 1).kind() == SqlToken.Kind.STRING;
                if (!system && !account) {
                    rest.account()
                            .map(Name::name)
                            .filter(name -> !name.startsWith("ledger_"))
                            .ifPresent(into.variables::add);
                }
            } else if (token.is("TEMPORARY") && rest.accept("TABLE")) {
                rest.accept("IF", "NOT", "EXISTS");
                rest.name().ifPresent(into.tables::add);
            } else if (token.is("PREPARE")) {
                rest.identifier().ifPresent(into.prepared::add);
            } else if (token.is("HANDLER")) {
                handler(rest, into);
            } else if (token.is("GET_LOCK") && rest.acceptSymbol("(")) {
                rest.account().map(Name::name).ifPresent(into.locks::add);
            }
        }
    }

    private static void handler(Words rest, Names into) {
        rest.name().ifPresent(name -> {
            if (rest.accept("OPEN")) {
                rest.accept("AS");
                into.handlers.add(rest.name().orElse(new Name("", name.name())));
            }
        });
    }

    /** A text may be a statement that is prepared later. */
    private void inside(String literal, SqlSyntax syntax) {
        String upper = literal.toUpperCase(Locale.ROOT);
        boolean statement = upper.contains("TEMPORARY") || upper.contains("GET_LOCK") || upper.contains("@");
        if (statement && literal.length() > 2 && upper.contains(" ")) {
            guess(literal.substring(1, literal.length() - 1), syntax);
        }
    }

    /** Reads what need not be SQL. */
    private void guess(String text, SqlSyntax syntax) {
        try {
            note(text, syntax, mentioned);
        } catch (SqlSyntaxException e) {
            return; // prose, or a part of a statement
        }
    }

    /** Returns whether anything may be left. */
    boolean isAny() {
        return opaque || !used.isEmpty();
    }

    /** Ends all that is left; sends nothing where there is nothing. */
    void end(SqlSyntax syntax) throws SQLException {
        if (opaque) {
            sent.forEach(text -> guess(text, syntax));
            sent.clear();
            lookAround(syntax);
            used.addAll(mentioned);
        }
        Names left = used;
        used = new Names();
        mentioned = new Names();
        opaque = false;
        for (Name handler : left.handlers) {
            unless(UNKNOWN_HANDLER, "HANDLER " + handler.sql() + " CLOSE");
        }
        for (String statement : left.prepared) {
            unless(UNKNOWN_PREPARED_STATEMENT, "DEALLOCATE PREPARE " + Name.quote(statement));
        }
        if (!left.tables.isEmpty()) {
            unless(
                    MysqlErrors.UNKNOWN_DATABASE,
                    "DROP TEMPORARY TABLE IF EXISTS "
                            + left.tables.stream().map(Name::sql).collect(Collectors.joining(", ")));
        }
        if (!left.variables.isEmpty()) {
            sql.execute("SET "
                    + left.variables.stream()
                            .map(name -> "@" + Name.quote(name) + " = NULL")
                            .collect(Collectors.joining(", ")));
        }
        for (String lock : left.locks) {
            while (sql.value("SELECT RELEASE_LOCK(" + Literal.of(lock) + ")").equals("1")) {
                // a session may hold it several times
            }
        }
    }

    private void unless(int known, String statement) throws SQLException {
        try {
            sql.execute(statement);
        } catch (SQLException e) {
            if (e.getErrorCode() != known) {
                throw e;
            }
        }
    }

    private void lookAround(SqlSyntax syntax) throws SQLException {
        for (String body : sql.values(
                "SELECT routine_definition FROM information_schema.routines WHERE routine_schema = DATABASE()")) {
            guess(body, syntax);
        }
        if (mariadb) {
            used.variables.addAll(answer("SELECT variable_name FROM information_schema.user_variables"));
            for (String table : answer("SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = DATABASE() AND table_type = 'TEMPORARY'")) {
                used.tables.add(new Name("", table));
            }
            return;
        }
        String own = " JOIN performance_schema.threads t ON t.processlist_id = CONNECTION_ID() AND t.thread_id = ";
        used.variables.addAll(answer(
                "SELECT v.variable_name FROM performance_schema.user_variables_by_thread v" + own + "v.thread_id"));
        used.prepared.addAll(answer("SELECT p.statement_name FROM performance_schema.prepared_statements_instances p"
                + own + "p.owner_thread_id WHERE p.statement_name IS NOT NULL"));
    }

    /** Returns what the server tells; nothing where it does not tell this account. */
    private List<String> answer(String query) throws SQLException {
        try {
            return sql.values(query).stream()
                    .filter(name -> !name.startsWith("ledger_"))
                    .toList();
        } catch (SQLException e) {
            boolean cannot = MysqlErrors.isAccessDenied(e) || e.getErrorCode() == 1109; // unknown table
            if (!cannot) {
                throw e;
            }
            return List.of();
        }
    }
}
