package io.migrationledger.sql;

import io.migrationledger.sql.TouchedObject.Action;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads out of a statement's tokens which objects it changes: the forms that the dialects of SQL share, and those of
 * PostgreSQL, MySQL, MariaDB and SQLite that no other dialect reads otherwise. It knows what a statement names, and nothing of
 * what happens inside: triggers, routines, blocks of code. Temporary objects end with their session and are left out.
 */
public final class TouchedReader {
    /** What a driver has read of a statement already when it classifies it ({@link SqlTokens}). */
    private static final int HEAD = 64;

    private static final Set<String> MODIFIERS = Set.of(
            "OR",
            "REPLACE",
            "ALTER",
            "GLOBAL",
            "LOCAL",
            "UNLOGGED",
            "UNIQUE",
            "FULLTEXT",
            "SPATIAL",
            "RECURSIVE",
            "FORCE",
            "AGGREGATE",
            "CONSTRAINT",
            "VIRTUAL",
            "ONLINE",
            "OFFLINE",
            "IGNORE",
            "EDITIONABLE",
            "BITMAP",
            "TRUSTED",
            "PROCEDURAL",
            "SQL",
            "SECURITY",
            "INVOKER",
            "DEFINER",
            "ALGORITHM",
            "MERGE",
            "UNDEFINED",
            "TEMPTABLE",
            "PUBLIC",
            "VECTOR",
            "CACHED",
            "MEMORY");

    private static final Set<String> TEMPORARY = Set.of("TEMP", "TEMPORARY");

    private static final Set<String> KINDS = Set.of(
            "TABLE",
            "VIEW",
            "INDEX",
            "SEQUENCE",
            "FUNCTION",
            "PROCEDURE",
            "ROUTINE",
            "TRIGGER",
            "TYPE",
            "DOMAIN",
            "SCHEMA",
            "DATABASE",
            "EXTENSION",
            "EVENT",
            "ROLE",
            "USER",
            "POLICY",
            "RULE",
            "COLLATION",
            "PUBLICATION",
            "SUBSCRIPTION",
            "SERVER",
            "TABLESPACE",
            "STATISTICS",
            "PACKAGE",
            "SYNONYM",
            "MACRO",
            "ALIAS",
            "CONSTANT",
            "LANGUAGE",
            "TABLES");

    /** Kinds of two words, by the first. */
    private static final Map<String, String> PAIRS = Map.of(
            "MATERIALIZED", "VIEW",
            "FOREIGN", "TABLE",
            "EVENT", "TRIGGER",
            "PACKAGE", "BODY");

    /** Kinds of what belongs to a table. */
    private static final Set<String> OF_TABLES = Set.of("index", "trigger", "policy", "rule");

    private static final Set<String> BEFORE_A_TARGET = Set.of(
            "OR",
            "REPLACE",
            "IGNORE",
            "ROLLBACK",
            "ABORT",
            "FAIL",
            "LOW_PRIORITY",
            "DELAYED",
            "HIGH_PRIORITY",
            "QUICK",
            "INTO",
            "ONLY",
            "OVERWRITE");

    private final List<SqlToken> tokens;
    private final UnaryOperator<String> folding;
    private final List<TouchedObject> found = new ArrayList<>(2);
    private int at;

    private TouchedReader(List<SqlToken> tokens, UnaryOperator<String> folding) {
        this.tokens = tokens;
        this.folding = folding;
    }

    /**
     * Returns the objects that a statement changes, in the order in which it names them; none where it names none, or where it
     * cannot be read.
     *
     * @param folding makes of an unquoted name the name as the database keeps it
     */
    public static List<TouchedObject> of(String statement, SqlSyntax syntax, UnaryOperator<String> folding) {
        try {
            List<SqlToken> head = SqlTokens.first(statement, syntax, HEAD);
            if (head.isEmpty() || head.get(0).kind() != SqlToken.Kind.WORD) {
                return List.of();
            }
            boolean toTheEnd = head.size() == HEAD
                    && switch (word(head.get(0))) {
                        case "DROP", "TRUNCATE", "RENAME", "WITH", "ALTER", "UPDATE", "DELETE" -> true;
                        default -> false;
                    };
            TouchedReader reader = new TouchedReader(toTheEnd ? SqlTokens.of(statement, syntax) : head, folding);
            reader.read();
            return reader.found;
        } catch (SqlSyntaxException e) {
            return List.of(); // of another sql_mode, say: the statement's own reader has told of it where it matters
        }
    }

    private void read() {
        at = 1;
        switch (word(tokens.get(0))) {
            case "CREATE" -> create();
            case "ALTER" -> alter();
            case "DROP" -> drop();
            case "RENAME" -> rename();
            case "TRUNCATE" -> truncate();
            case "INSERT", "REPLACE", "MERGE" -> fill();
            case "UPDATE" -> update();
            case "DELETE" -> delete();
            case "COPY" -> copy();
            case "LOAD" -> load();
            case "REFRESH" -> refresh();
            case "COMMENT" -> comment();
            case "SELECT" -> selectInto();
            case "WITH" -> with();
            default -> {
                // names no object that it changes
            }
        }
    }

    private void create() {
        Optional<String> kind = kind();
        if (kind.isEmpty()) {
            return;
        }
        take("CONCURRENTLY");
        ifExists();
        boolean named = !at("ON") || !kind.get().equals("index");
        if (named && !at("AUTHORIZATION")) {
            name().ifPresent(name -> found(Action.CREATED, kind.get(), name));
        }
        table(kind.get(), kind.get().equals("rule") ? "TO" : "ON");
    }

    private void alter() {
        Optional<String> kind = kind();
        if (kind.isEmpty()) {
            return;
        }
        ifExists();
        take("ONLY");
        if (at("ALL") && is(at + 1, "IN")) {
            return; // ALL IN TABLESPACE: which ones stands nowhere
        }
        Optional<String> name = name();
        if (name.isEmpty()) {
            return;
        }
        int behind = at;
        Optional<String> renamed = renamedTo();
        at = behind;
        found.add(new TouchedObject(
                renamed.isPresent() ? Action.RENAMED : Action.ALTERED, kind.get(), name.get(), renamed));
        table(kind.get(), "ON");
    }

    /** Returns the new name, where the whole object is renamed and not one of its parts. */
    private Optional<String> renamedTo() {
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            depth += depth(tokens.get(i));
            if (depth > 0 || !is(i, "RENAME")) {
                continue;
            }
            at = i + 1;
            boolean said = take("TO") || take("AS") || take("=");
            boolean part = !said
                    && (at("COLUMN")
                            || at("INDEX")
                            || at("KEY")
                            || at("CONSTRAINT")
                            || at("ATTRIBUTE")
                            || at("VALUE")
                            || is(at + 1, "TO"));
            return part ? Optional.empty() : name();
        }
        return Optional.empty();
    }

    private void drop() {
        Optional<String> kind = kind();
        if (kind.isEmpty()) {
            return;
        }
        take("CONCURRENTLY");
        ifExists();
        do {
            name().ifPresent(name -> found(Action.DROPPED, kind.get(), name));
            parentheses();
        } while (take(","));
        table(kind.get(), "ON");
    }

    private void rename() {
        if (!take("TABLE") && !take("TABLES")) {
            return;
        }
        ifExists();
        do {
            Optional<String> from = name();
            while (at < tokens.size() && !take("TO")) {
                at++; // NOWAIT, WAIT 5
            }
            Optional<String> to = name();
            if (from.isPresent() && to.isPresent()) {
                found.add(new TouchedObject(Action.RENAMED, "table", from.get(), to));
            }
        } while (take(","));
    }

    private void truncate() {
        take("TABLE");
        do {
            take("ONLY");
            name().ifPresent(name -> found(Action.FILLED, "table", name));
            take("*");
        } while (take(","));
    }

    /** The target of INSERT, REPLACE or MERGE. */
    private void fill() {
        passToTheTarget();
        name().ifPresent(name -> found(Action.FILLED, "table", name));
    }

    /** Also of several tables: those whose columns are set. */
    private void update() {
        passToTheTarget();
        TableReferences tables = TableReferences.at(tokens, at, folding);
        at = tables.end();
        Set<String> filled = tables.all().size() > 1 && take("SET") ? assigned(tables) : tables.all();
        filled.forEach(name -> found(Action.FILLED, "table", name));
    }

    /** Returns the tables that the assignments name; all where one of them names none. */
    private Set<String> assigned(TableReferences tables) {
        Set<String> assigned = new LinkedHashSet<>();
        do {
            Optional<String> table = columnsTable();
            if (table.isEmpty()) {
                return tables.all();
            }
            assigned.add(tables.named(table.get()));
            passAssignment();
        } while (take(","));
        return assigned;
    }

    private void passAssignment() {
        int depth = 0;
        while (at < tokens.size() && (depth > 0 || !(at(",") || at(")") || at("WHERE")))) {
            depth += depth(tokens.get(at++));
        }
    }

    /** Also of several tables, which stand before FROM, or before USING, by the names that they have behind it. */
    private void delete() {
        passToTheTarget();
        take("FROM");
        take("ONLY");
        Set<String> names = new LinkedHashSet<>();
        do {
            name().ifPresent(names::add);
            if (take(".")) {
                take("*");
            }
        } while (take(","));
        Optional<TableReferences> tables =
                take("FROM") || take("USING") ? Optional.of(TableReferences.at(tokens, at, folding)) : Optional.empty();
        Set<String> filled = new LinkedHashSet<>();
        names.forEach(name -> filled.add(tables.map(list -> list.named(name)).orElse(name)));
        filled.forEach(name -> found(Action.FILLED, "table", name));
    }

    private void passToTheTarget() {
        while (at < tokens.size() && isWordOf(tokens.get(at), BEFORE_A_TARGET)) {
            at++;
        }
    }

    private void copy() {
        Optional<String> name = name();
        parentheses();
        if (name.isPresent() && at("FROM")) {
            found(Action.FILLED, "table", name.get());
        }
    }

    private void load() {
        int into = first("INTO");
        if (is(into + 1, "TABLE")) {
            at = into + 2;
            name().ifPresent(name -> found(Action.FILLED, "table", name));
        }
    }

    private void refresh() {
        if (take("MATERIALIZED") && take("VIEW")) {
            take("CONCURRENTLY");
            name().ifPresent(name -> found(Action.FILLED, "materialized view", name));
        }
    }

    private void comment() {
        if (!take("ON")) {
            return;
        }
        if (take("COLUMN")) {
            columnsTable().ifPresent(name -> found(Action.ALTERED, "table", name));
            return;
        }
        kind().ifPresent(kind -> name().ifPresent(name -> found(Action.ALTERED, kind, name)));
    }

    /** Returns the table of a column's name. */
    private Optional<String> columnsTable() {
        Optional<String> column = name();
        return column.filter(name -> name.contains(".")).map(name -> name.substring(0, name.lastIndexOf('.')));
    }

    /** {@code SELECT … INTO t FROM}, which creates a table; into variables, files and temporary tables it creates none. */
    private void selectInto() {
        int depth = 0;
        for (int i = 1; i < tokens.size() && !is(i, "FROM"); i++) {
            depth += depth(tokens.get(i));
            if (depth == 0 && is(i, "INTO")) {
                at = i + 1;
                boolean lasting = !at("OUTFILE") && !at("DUMPFILE") && !isWordOf(current(), TEMPORARY);
                take("UNLOGGED");
                take("TABLE");
                Optional<String> name = lasting ? name() : Optional.empty();
                if (name.isPresent() && at("FROM")) {
                    found(Action.CREATED, "table", name.get());
                }
                return;
            }
        }
    }

    /** What a query in front of it begins, and queries that change rows themselves. */
    private void with() {
        int depth = 0;
        for (int i = 1; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            String before = tokens.get(i - 1).text();
            boolean begins = before.equals("(") || (depth == 0 && before.equals(")"));
            depth += depth(token);
            if (!begins || token.kind() != SqlToken.Kind.WORD) {
                continue;
            }
            at = i + 1;
            switch (word(token)) {
                case "INSERT", "REPLACE", "MERGE" -> fill();
                case "UPDATE" -> update();
                case "DELETE" -> delete();
                default -> {
                    // reads
                }
            }
        }
    }

    /** Passes a kind of objects and what stands before it; empty where it is none that lasts and has a name. */
    private Optional<String> kind() {
        while (at < tokens.size()) {
            SqlToken token = tokens.get(at);
            if (token.kind() != SqlToken.Kind.WORD) {
                // DEFINER = 'app'@'%', DEFINER = app@10.0.0.5, ALGORITHM = MERGE
                boolean ofModifier =
                        "=@.".contains(token.text()) || token.kind() == SqlToken.Kind.NUMBER || isOperand(at);
                if (!ofModifier) {
                    return Optional.empty();
                }
                at++;
                continue;
            }
            String word = word(token);
            if (TEMPORARY.contains(word)) {
                return Optional.empty();
            }
            String second = PAIRS.getOrDefault(word, "");
            if (!second.isEmpty() && is(at + 1, second)) {
                at += 2;
                return Optional.of((word + " " + second).toLowerCase(Locale.ROOT));
            }
            if (KINDS.contains(word) && !isOperand(at)) {
                at++;
                return Optional.of(word.equals("TABLES") ? "table" : word.toLowerCase(Locale.ROOT));
            }
            if (!MODIFIERS.contains(word) && !isOperand(at)) {
                return Optional.empty();
            }
            at++;
        }
        return Optional.empty();
    }

    private boolean isOperand(int index) {
        String before = tokens.get(index - 1).text();
        return before.equals("=") || before.equals("@") || before.equals(".");
    }

    /** The table that an index, a trigger, a policy or a rule belongs to. */
    private void table(String kind, String word) {
        int place = first(word);
        if (OF_TABLES.contains(kind) && place < tokens.size()) {
            at = place + 1;
            take("ONLY");
            take("TABLE");
            name().ifPresent(name -> found(Action.ALTERED, "table", name));
        }
    }

    private void ifExists() {
        if (at("IF")) {
            take("IF");
            take("NOT");
            take("EXISTS");
        }
    }

    /** Passes a name and returns it as the database keeps it; empty where none comes next. */
    private Optional<String> name() {
        Optional<SqlName> name = SqlName.at(tokens, at, folding);
        at = name.map(SqlName::end).orElse(at);
        return name.map(SqlName::text);
    }

    private void parentheses() {
        if (!at("(")) {
            return;
        }
        int depth = 0;
        do {
            depth += depth(tokens.get(at++));
        } while (depth > 0 && at < tokens.size());
    }

    private static int depth(SqlToken token) {
        return token.text().equals("(") ? 1 : token.text().equals(")") ? -1 : 0;
    }

    private void found(Action action, String kind, String name) {
        found.add(TouchedObject.of(action, kind, name));
    }

    private SqlToken current() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private boolean at(String text) {
        return is(at, text);
    }

    private boolean is(int index, String text) {
        return index < tokens.size()
                && (tokens.get(index).is(text)
                        || (tokens.get(index).kind() == SqlToken.Kind.SYMBOL
                                && tokens.get(index).text().equals(text)));
    }

    private boolean take(String text) {
        boolean taken = at(text);
        at += taken ? 1 : 0;
        return taken;
    }

    private int first(String keyword) {
        int i = at;
        while (i < tokens.size() && !is(i, keyword)) {
            i++;
        }
        return i;
    }

    private static boolean isWordOf(SqlToken token, Set<String> words) {
        return token.kind() == SqlToken.Kind.WORD && words.contains(word(token));
    }

    private static String word(SqlToken token) {
        return token.text().toUpperCase(Locale.ROOT);
    }
}
