package io.migrationledger.dialect.mysql.session;

import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.dialect.mysql.statement.Words;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlSyntax;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the tables that DML writes and that no rollback restores: MyISAM, Aria, MEMORY, CSV, ARCHIVE and the like. */
public final class WrittenTables {
    private static final Set<String> MODIFIERS = Set.of(
            "LOW_PRIORITY",
            "HIGH_PRIORITY",
            "DELAYED",
            "IGNORE",
            "QUICK",
            "CONCURRENT",
            "LOCAL",
            "INTO",
            "FROM",
            "ONLY");

    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");

    private final JdbcSql sql;
    private final Map<Name, Boolean> escaping = new HashMap<>();

    public WrittenTables(JdbcSql sql) {
        this.sql = sql;
    }

    /**
     * Takes note of a statement that runs next and commits by itself, or may: what it may do to engines is forgotten.
     *
     * @param usual whether the session makes tables InnoDB's where a statement does not say otherwise
     */
    public void before(String text, SqlSyntax syntax, boolean usual) {
        if (!usual || !keepsEngines(text, syntax)) {
            escaping.clear();
        }
    }

    /** Takes note that it took effect. */
    public void after(String text, SqlSyntax syntax, boolean usual) {
        Words words = Words.head(text, syntax);
        if (usual && words.accept("CREATE", "TABLE") && !mentions(text, "ENGINE", "EXISTS", "LIKE", "SEQUENCE")) {
            words.name().ifPresent(name -> escaping.put(name, false));
        }
    }

    /** An index changes no engine, nor does ALTER TABLE without naming one; and it names what it changes. */
    private static boolean keepsEngines(String text, SqlSyntax syntax) {
        Words words = Words.head(text, syntax);
        if (words.at("ALTER", "TABLE")) {
            return !mentions(text, "ENGINE", "RENAME", "PARTITION", "CONVERT", "/*");
        }
        return words.at("DROP", "INDEX")
                || words.at("CREATE", "INDEX")
                || words.at("CREATE", "UNIQUE")
                || words.at("CREATE", "FULLTEXT")
                || words.at("CREATE", "SPATIAL", "INDEX")
                || words.at("CREATE", "VECTOR");
    }

    private static boolean mentions(String text, String... words) {
        String upper = text.toUpperCase(Locale.ROOT);
        return Stream.of(words).anyMatch(upper::contains);
    }

    /** Returns those of the tables that a statement writes whose engines know no transactions. */
    public List<Name> escaping(String text, SqlSyntax syntax) throws SQLException {
        List<Name> found = new ArrayList<>();
        for (Name table : named(text, syntax)) {
            Boolean known = escaping.get(table);
            if (known == null) {
                known = escapes(table);
                escaping.put(table, known);
            }
            if (known) {
                found.add(table);
            }
        }
        return found;
    }

    private boolean escapes(Name table) throws SQLException {
        return sql.row(
                        "SELECT t.engine FROM information_schema.tables t JOIN information_schema.engines e ON e.engine = t.engine"
                                + " WHERE t.table_schema = COALESCE(NULLIF(?, ''), DATABASE()) AND t.table_name = ?"
                                + " AND t.table_type <> 'TEMPORARY' AND e.transactions <> 'YES'",
                        table.schema(),
                        table.name())
                .isPresent();
    }

    /** Returns the tables that a statement may write: of a join, all of them. */
    public static List<Name> named(String text, SqlSyntax syntax) {
        Words head = Words.head(text, syntax);
        return switch (head.word()) {
            case "INSERT", "REPLACE", "LOAD" -> named(head);
            case "UPDATE", "DELETE", "WITH", "SET" -> named(Words.of(text, syntax));
            default -> List.of();
        };
    }

    private static List<Name> named(Words words) {
        switch (words.word()) {
            case "INSERT", "REPLACE" -> {
                words.skip();
                skipModifiers(words);
                return words.name().map(List::of).orElse(List.of());
            }
            case "LOAD" -> {
                words.seek("TABLE");
                return words.name().map(List::of).orElse(List.of());
            }
            case "UPDATE", "DELETE", "WITH" -> {
                while (!words.atEnd() && !words.at("UPDATE") && !words.at("DELETE") && !words.at("INSERT")) {
                    words.skipGroup();
                }
                words.skip();
                return joined(words);
            }
            case "SET" -> { // MariaDB: SET STATEMENT … FOR …
                words.skip();
                return words.accept("STATEMENT") && words.seek("FOR") ? named(words) : List.of();
            }
            default -> {
                return List.of();
            }
        }
    }

    private static void skipModifiers(Words words) {
        while (MODIFIERS.contains(words.word())) {
            words.skip();
        }
    }

    private static List<Name> joined(Words words) {
        List<Name> names = new ArrayList<>();
        boolean expected = true;
        while (!words.atEnd() && !words.at("SET") && !words.at("WHERE") && !words.at("ORDER") && !words.at("LIMIT")) {
            if (expected) {
                skipModifiers(words);
                if (isQuery(words)) {
                    words.skipGroup();
                    expected = false;
                } else if (!words.acceptSymbol("(")) {
                    words.name().ifPresentOrElse(names::add, words::skip);
                    expected = false;
                }
            } else if (words.acceptSymbol(",")
                    || words.accept("JOIN")
                    || words.accept("STRAIGHT_JOIN")
                    || words.accept("FROM")
                    || words.accept("USING")) {
                expected = true;
            } else {
                words.skipGroup();
            }
        }
        return names;
    }

    /** Returns whether a query in parentheses comes next, not a join. */
    private static boolean isQuery(Words words) {
        return words.atSymbol("(") && QUERIES.contains(words.word(1));
    }
}
