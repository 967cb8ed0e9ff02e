package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement of SQLite means in its script: under which setting of the foreign keys it stands, whether a temporary
 * table that it needs would be there after a crash, and whether what it asks about is the statement before it.
 */
final class SqliteScript implements ScriptReading {
    private static final int HEAD = 24;

    private static final Set<String> BEFORE_THE_NAME = Set.of(
            "CREATE",
            "DROP",
            "TEMP",
            "TEMPORARY",
            "UNIQUE",
            "VIRTUAL",
            "TABLE",
            "VIEW",
            "TRIGGER",
            "INDEX",
            "IF",
            "NOT",
            "EXISTS");

    private final boolean apart;
    private final SqliteForeignKeyRegions foreignKeys;
    private final SqliteCalls calls;
    private final Map<String, SqlStatement> lastOf = new LinkedHashMap<>();
    /** Temporary objects that are there, by name in lower case. */
    private final Map<String, Temporary> temporary = new LinkedHashMap<>();

    /**
     * A temporary object.
     *
     * @param table the table that it hangs on, in lower case, or the empty string
     */
    private record Temporary(SqlStatement made, String table) {}

    /**
     * Begins to read.
     *
     * @param apart whether each statement has a transaction of its own
     * @param own how the connection is set
     */
    SqliteScript(boolean apart, SqliteForeignKeyRegions.Own own) {
        this.apart = apart;
        this.foreignKeys = new SqliteForeignKeyRegions(own);
        this.calls = new SqliteCalls(apart);
    }

    @Override
    public StatementClass classify(SqlStatement statement) throws SQLException {
        StatementClass judged = SqliteClassifier.classify(statement);
        if (judged.kind() == StatementKind.REFUSED) {
            return judged;
        }
        Optional<SqlitePragma> pragma = SqlitePragma.of(statement);
        if (pragma.isPresent()) {
            if (pragma.get().sets("legacy_alter_table")) {
                foreignKeys.renames(pragma.get().on());
            }
            return ofScript(statement, pragma.get(), judged);
        }
        List<SqlToken> head = SqlTokens.first(statement.text(), SqlSyntaxes.SQLITE, HEAD);
        Optional<String> problem = apart ? Optional.empty() : foreignKeys.statement(statement, head);
        problem = problem.or(() -> calls.statement(statement.text(), head));
        problem = problem.or(() -> temporary(statement, head, judged));
        return problem.map(StatementClass::refused).orElse(judged);
    }

    private StatementClass ofScript(SqlStatement statement, SqlitePragma pragma, StatementClass judged)
            throws SQLException {
        boolean deferralEnds = pragma.sets("defer_foreign_keys") && !pragma.on();
        if (deferralEnds) {
            // It would forget what was violated meanwhile; COMMIT ends the deferral anyway, and checks.
            return StatementClass.hoisted("PRAGMA defer_foreign_keys ends with the transaction");
        }
        if (judged.kind() == StatementKind.SELF_COMMITTING) {
            return boundary(statement).map(StatementClass::refused).orElse(judged);
        }
        boolean setting = judged.kind() == StatementKind.HOISTED || judged.kind() == StatementKind.SESSION;
        if (apart && setting) {
            return StatementClass.sessionAlone("transaction=none");
        }
        if (pragma.sets("foreign_keys")) {
            foreignKeys.assigned(statement, pragma.on());
        } else if (judged.kind() == StatementKind.HOISTED) {
            lastOf.put(pragma.schema() + "." + pragma.name(), statement); // what holds when the transaction commits
        }
        return judged;
    }

    @Override
    public List<SqlStatement> hoisted() {
        List<SqlStatement> hoisted = new ArrayList<>(lastOf.values());
        foreignKeys.hoisted().ifPresent(hoisted::add);
        return List.copyOf(hoisted);
    }

    /** A run that is cut off at a statement which commits by itself goes on after it with another connection. */
    private Optional<String> temporary(SqlStatement statement, List<SqlToken> head, StatementClass judged) {
        if (judged.kind() == StatementKind.SELF_COMMITTING) {
            return boundary(statement);
        }
        if (makesTemporary(head)) {
            if (apart) {
                return Optional.of(
                        "With transaction=none a run may be cut off after it, and goes on with another connection, which "
                                + "has no such object. Use an ordinary table and drop it at the end.");
            }
            temporary.put(name(head), new Temporary(statement, after(head, "ON")));
        } else if (!head.isEmpty() && head.get(0).is("DROP")) {
            String dropped = name(head);
            temporary.remove(dropped);
            temporary.values().removeIf(object -> object.table.equals(dropped));
        }
        return Optional.empty();
    }

    private Optional<String> boundary(SqlStatement statement) {
        calls.marked();
        return temporary.values().stream()
                .findFirst()
                .map(object -> "It commits by itself. A run that is cut off there goes on with another connection, "
                        + "which has not the temporary object of line " + object.made.line()
                        + ". Drop that before line " + statement.line()
                        + ", or use an ordinary table and drop it at the "
                        + "end.");
    }

    /** Returns whether a statement makes something that is not in the file. */
    static boolean makesTemporary(SqlStatement statement) {
        return makesTemporary(SqlTokens.first(statement.text(), SqlSyntaxes.SQLITE, HEAD));
    }

    private static boolean makesTemporary(List<SqlToken> head) {
        if (head.isEmpty() || !head.get(0).is("CREATE")) {
            return false;
        }
        boolean declared =
                head.size() > 1 && (head.get(1).is("TEMP") || head.get(1).is("TEMPORARY"));
        return declared || qualifier(head).equals("temp");
    }

    /** Returns what stands before the dot of the name, in lower case, or the empty string. */
    private static String qualifier(List<SqlToken> head) {
        int name = nameIndex(head);
        boolean qualified = name + 1 < head.size() && head.get(name + 1).text().equals(".");
        return qualified ? word(head, name) : "";
    }

    private static String name(List<SqlToken> head) {
        int name = nameIndex(head);
        return word(head, qualifier(head).isEmpty() ? name : name + 2);
    }

    /** The name stands after CREATE or DROP, what it makes, and whether it exists. */
    private static int nameIndex(List<SqlToken> head) {
        int index = 0;
        while (index < head.size()
                && head.get(index).kind() == SqlToken.Kind.WORD
                && BEFORE_THE_NAME.contains(head.get(index).text().toUpperCase(Locale.ROOT))
                && !(index + 1 < head.size() && head.get(index + 1).text().equals("."))) {
            index++;
        }
        return index;
    }

    private static String after(List<SqlToken> head, String keyword) {
        for (int i = 0; i + 1 < head.size(); i++) {
            if (head.get(i).is(keyword)) {
                boolean qualified =
                        i + 3 < head.size() && head.get(i + 2).text().equals(".");
                return word(head, qualified ? i + 3 : i + 1);
            }
        }
        return "";
    }

    private static String word(List<SqlToken> head, int index) {
        if (index >= head.size()) {
            return "";
        }
        SqlToken token = head.get(index);
        boolean identifier = token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER;
        return (identifier ? token.identifier() : token.text()).toLowerCase(Locale.ROOT);
    }
}
