package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Follows what a script assigns to sql_mode, for the rest of the script is read by it
 * (https://dev.mysql.com/doc/refman/8.0/en/sql-mode.html).
 */
public final class SqlModes {
    /** ANSI_QUOTES, and the modes that bring it along (https://mariadb.com/kb/en/sql-mode/). */
    private static final Set<String> ANSI_QUOTES =
            Set.of("ANSI_QUOTES", "ANSI", "ORACLE", "DB2", "MAXDB", "MSSQL", "POSTGRESQL");

    private static final String SQL_MODE = "sql_mode";

    /** The mode, and user variables that hold one: what is not known is not in here. */
    private final Map<String, String> known = new HashMap<>();

    /**
     * @param mode the session's
     * @param global the server's
     */
    SqlModes(String mode, String global) {
        known.put("@@sql_mode", mode);
        known.put("@@global.sql_mode", global);
    }

    /** Returns the syntax as it is under a mode. */
    public static SqlSyntax syntax(SqlSyntax base, String mode) {
        Set<String> modes = new TreeSet<>(List.of(mode.toUpperCase(Locale.ROOT).split("[\\s,]+")));
        boolean oracle = base.name().equals("MariaDB") && modes.contains("ORACLE");
        SqlSyntax programs = oracle
                ? base.withBodies(
                        SqlSyntax.Bodies.ORACLE_PROGRAM, "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE")
                : base.withBodies(SqlSyntax.Bodies.STORED_PROGRAM, "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT");
        return programs.withAnsiQuotes(modes.stream().anyMatch(ANSI_QUOTES::contains))
                .withBackslashEscapes(!modes.contains("NO_BACKSLASH_ESCAPES"));
    }

    /** Returns the mode that the next statement is read by. */
    String mode() {
        return known.getOrDefault("@@sql_mode", "");
    }

    /** Takes note of a statement; returns a refusal where nobody can know what it makes of the mode. */
    Optional<StatementClass> follow(String text, SqlSyntax syntax) {
        Words words = Words.head(text, syntax);
        if (!words.at("SET")) {
            forget(text);
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.contains(SQL_MODE) && known.keySet().stream().noneMatch(lower::contains)) {
            return Optional.empty();
        }
        words = Words.of(text, syntax);
        words.skip();
        if (words.at("STATEMENT")) {
            return Optional.empty();
        }
        String scope = "";
        do {
            Words target = words.copy();
            boolean user = target.acceptSymbol("@") && !target.acceptSymbol("@");
            String name = user ? "@" + target.account().map(Name::name).orElse("") : "";
            SetReader.Variable variable = SetReader.Variable.read(words, scope);
            scope = variable.following();
            Optional<String> value = value(words);
            if (user) {
                assign(name.toLowerCase(Locale.ROOT), value);
            } else if (variable.name().equals(SQL_MODE) && variable.isGlobal()) {
                assign("@@global.sql_mode", value);
            } else if (variable.name().equals(SQL_MODE)) {
                if (value.isEmpty()) {
                    return Optional.of(
                            StatementClass.refused("The rest of the script is read by sql_mode, and nobody can"
                                    + " know before it runs what this makes of it: write the modes as a text"
                                    + " ('STRICT_TRANS_TABLES,ANSI_QUOTES')."));
                }
                assign("@@sql_mode", value);
            }
        } while (words.acceptSymbol(","));
        return Optional.empty();
    }

    private Optional<String> value(Words words) {
        words.acceptSymbol(":");
        words.acceptSymbol("=");
        List<SqlToken> rest = words.rest();
        int before = rest.size();
        while (!words.atEnd() && !words.atSymbol(",")) {
            words.skipGroup();
        }
        List<SqlToken> expression = rest.subList(0, before - words.rest().size());
        return ModeExpression.value(expression, name -> Optional.ofNullable(known.get(name)));
    }

    private void assign(String name, Optional<String> value) {
        value.ifPresentOrElse(known -> this.known.put(name, known), () -> known.remove(name));
    }

    /** Another statement that names a variable may fill it. */
    private void forget(String text) {
        if (known.size() > 2 && text.indexOf('@') >= 0) {
            String lower = text.toLowerCase(Locale.ROOT);
            known.keySet().removeIf(name -> !name.startsWith("@@") && lower.contains(name));
        }
    }
}
