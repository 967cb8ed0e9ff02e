package io.migrationledger.dialect.mysql;

import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs statements that change the session only, and takes back what would stay in it. */
final class SessionStatements {
    private static final int UNKNOWN_PREPARED_STATEMENT = 1243;

    private final JdbcSql sql;
    private final Set<Name> made = new LinkedHashSet<>();
    private final Set<String> variables = new LinkedHashSet<>();
    private boolean resumed;

    SessionStatements(JdbcSql sql) {
        this.sql = sql;
    }

    void begin() {
        resumed = false;
    }

    /**
     * Runs a statement of the script.
     *
     * @param again whether it ran before, in the session that was cut off
     * @param fromData whether it depends on data: then nothing after the cut uses it, and it is not run again, for its
     *     tables may be gone
     */
    long run(String text, SqlSyntax syntax, boolean again, boolean fromData) throws SQLException {
        resumed |= again;
        if (again && fromData) {
            return 0;
        }
        List<SqlToken> tokens = SqlTokens.of(text, syntax);
        Words words = Words.over(tokens);
        boolean creates = words.at("CREATE");
        boolean drops = words.at("DROP") || words.at("DEALLOCATE");
        if (creates) {
            words.seek("TABLE");
            boolean tolerant = words.accept("IF", "NOT", "EXISTS");
            Name name = words.name().orElse(new Name("", ""));
            if (!made.add(name) && !tolerant) {
                // The transaction is run again after a lock was not obtained; no rollback takes the table back.
                sql.execute("DROP TEMPORARY TABLE IF EXISTS " + name.sql());
            }
        } else if (words.at("SET")) {
            for (int i = 1; i < tokens.size() - 1; i++) {
                boolean variable = tokens.get(i).text().equals("@")
                        && !tokens.get(i + 1).text().equals("@")
                        && !tokens.get(i - 1).text().equals("@")
                        && tokens.get(i + 1).kind() != SqlToken.Kind.STRING;
                if (variable) {
                    variables.add(tokens.get(i + 1).identifier());
                }
            }
        }
        try {
            return sql.execute(text);
        } catch (SQLException e) {
            boolean unknown =
                    e.getErrorCode() == MysqlErrors.UNKNOWN_TABLE || e.getErrorCode() == UNKNOWN_PREPARED_STATEMENT;
            if (drops && resumed && unknown) {
                return 0; // it was made in the session that was cut off, and went with it
            }
            throw e;
        }
    }

    /** Drops what is left of the migration's temporary tables, and empties its variables. */
    void end() throws SQLException {
        if (!made.isEmpty()) {
            sql.execute("DROP TEMPORARY TABLE IF EXISTS "
                    + made.stream().map(Name::sql).collect(Collectors.joining(", ")));
            made.clear();
        }
        if (!variables.isEmpty()) {
            sql.execute("SET "
                    + variables.stream()
                            .map(name -> "@" + Name.quote(name) + " = NULL")
                            .collect(Collectors.joining(", ")));
            variables.clear();
        }
    }
}
