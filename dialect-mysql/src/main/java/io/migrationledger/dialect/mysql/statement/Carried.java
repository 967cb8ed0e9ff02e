package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the session of a script carries from one statement to the next, and what a later session could not be given
 * again: variables set from data, temporary tables, LAST_INSERT_ID(). A statement that commits by itself is where a run
 * may be cut; what was set from data before it must not be used from there on, or a run that resumes there would go on
 * with other values and nobody would notice. Reads scripts statement by statement, beginning anew with each number 1.
 */
public final class Carried {
    /** Functions of their arguments alone. */
    private static final Set<String> PURE = Set.of(
            "CONCAT",
            "CONCAT_WS",
            "IF",
            "IFNULL",
            "NULLIF",
            "COALESCE",
            "CAST",
            "CONVERT",
            "REPLACE",
            "LOWER",
            "UPPER",
            "HEX",
            "UNHEX",
            "LEFT",
            "RIGHT",
            "SUBSTRING",
            "SUBSTR",
            "LENGTH",
            "CHAR_LENGTH",
            "JSON_OBJECT",
            "JSON_ARRAY",
            "DATABASE",
            "SCHEMA",
            "VERSION",
            "ABS",
            "ROUND",
            "FLOOR",
            "CEIL",
            "QUOTE",
            "TRIM");

    private static final Set<String> IMPURE_WORDS = Set.of(
            "CURRENT_TIMESTAMP",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "UTC_DATE",
            "UTC_TIME",
            "UTC_TIMESTAMP",
            "IDENTITY",
            "LAST_INSERT_ID",
            "ROW_COUNT",
            "FOUND_ROWS",
            "WARNING_COUNT",
            "ERROR_COUNT",
            "NEXT",
            "PREVIOUS",
            "NEXTVAL",
            "CURRVAL",
            "LASTVAL",
            "TABLE",
            "TIMESTAMP");

    /** May hold a text that is executed later, or execute one. */
    private static final Set<String> WITH_TEXTS = Set.of("SET", "SELECT", "PREPARE", "EXECUTE");

    /** What the session counts, as {@link BodyReader} names it. */
    private static final Set<String> LAST = Set.of(BodyReader.LAST_INSERT_ID, BodyReader.ROW_COUNT);

    /** Whether each statement is marked by itself. */
    private final boolean apart;

    private final Set<String> fromData = new HashSet<>();
    private final Set<String> lost = new HashSet<>();
    private final StoredPrograms programs = new StoredPrograms();
    private final PreparedTexts texts = new PreparedTexts();
    private final RowCounts rowCounts;
    /** Variables and prepared statements whose text stores a program, and runs none. */
    private final Set<String> storing = new HashSet<>();

    /** Variables, and the settings whose values they keep, in lower case. */
    private final Map<String, Set<String>> kept = new HashMap<>();

    private boolean cut;
    /** A statement has come that is not of the session only. */
    private boolean begun;

    private boolean wroteSince;
    private boolean lastFromData;
    /** A setting that a SET with data sets; it is in force for all that follows, and is not known before it runs. */
    private @Nullable String settingFromData;

    /** Which statement has filled each variable last, and what the session counts. */
    private final Map<String, Integer> filledBy = new HashMap<>();

    private Map<String, Integer> needs = Map.of();
    private Set<String> fills = Set.of();

    /** @param apart whether each statement is marked by itself */
    public Carried(boolean apart) {
        this.apart = apart;
        this.rowCounts = new RowCounts(apart);
    }

    /** Returns the variables that the statement which was read last takes over, and which statement has filled each. */
    Map<String, Integer> needs() {
        return needs;
    }

    /** Returns the variables that it fills. */
    Set<String> fills() {
        return fills;
    }

    /**
     * Returns whether the statement that was read last fills something from data, and sets nothing else: of no use when it
     * is run again.
     */
    boolean lastFromData() {
        return lastFromData;
    }

    /** Takes note of the next statement of a script; returns a refusal where it uses what a resumed run would not have. */
    public Optional<StatementClass> next(SqlStatement statement, Reading reading, SqlSyntax syntax) {
        if (statement.number() == 1) {
            fromData.clear();
            lost.clear();
            programs.clear();
            texts.clear();
            rowCounts.begin();
            storing.clear();
            kept.clear();
            filledBy.clear();
            cut = false;
            begun = false;
            wroteSince = false;
            settingFromData = null;
        }
        lastFromData = false;
        needs = Map.of();
        fills = Set.of();
        StatementKind kind = reading.kind();
        if (kind == StatementKind.REFUSED) {
            return Optional.empty();
        }
        // What is open is committed before a statement that sets the session alone.
        boolean cuts = kind == StatementKind.SELF_COMMITTING
                || (begun && reading.judgement().kind() == StatementKind.SESSION_ALONE);
        boolean mayBeCut = cuts || kind == StatementKind.OPAQUE || (apart && kind != StatementKind.SESSION);
        if (settingFromData != null && mayBeCut) {
            return Optional.of(settingRefusal(settingFromData));
        }
        begun |= kind != StatementKind.SESSION;
        if (cuts) {
            lost.addAll(fromData);
            fromData.clear();
            cut = true;
            wroteSince = false;
        }
        String text = statement.text();
        String upper = lost.isEmpty() && !cut && programs.isEmpty() && text.length() > 10_000 && text.indexOf('@') < 0
                ? "" // nothing to look for in a long INSERT
                : text.toUpperCase(Locale.ROOT);
        boolean interesting = kind == StatementKind.SESSION
                || kind == StatementKind.SELF_COMMITTING
                || mayAskLast(upper)
                || RowCounts.mayBeIn(upper)
                || upper.contains("@")
                || (!texts.isEmpty() && upper.contains("EXECUTE"))
                || programs.mayBeRunBy(upper)
                || lost.stream().anyMatch(name -> upper.contains(bare(name)));
        if (interesting) {
            Optional<StatementClass> refusal = look(SqlTokens.of(text, syntax), reading, syntax);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        boolean writes = kind == StatementKind.TRANSACTIONAL || kind == StatementKind.OPAQUE;
        if (writes) {
            fills = Stream.concat(fills.stream(), LAST.stream()).collect(Collectors.toSet());
        }
        fills.forEach(name -> filledBy.put(name, statement.number()));
        wroteSince |= writes;
        rowCounts.ran(kind);
        return Optional.empty();
    }

    /**
     * Takes note of what a statement takes over and fills; a CALL may do both with its arguments.
     *
     * @param atOnce what it evaluates when it runs
     */
    private void variables(
            List<SqlToken> atOnce, Set<String> used, Set<String> assigned, Collection<StoredPrograms.Program> run) {
        boolean calls = !atOnce.isEmpty() && atOnce.get(0).is("CALL");
        Stream<String> arguments = calls ? assigned.stream() : Stream.of();
        Stream<String> reads = run.stream().flatMap(program -> program.reads().stream());
        Stream<String> counts = new BodyReader(atOnce).reads().stream().filter(LAST::contains);
        needs = Stream.of(used.stream(), arguments, counts, reads)
                .flatMap(names -> names)
                .distinct()
                .filter(filledBy::containsKey)
                .collect(Collectors.toMap(name -> name, filledBy::get));
        fills = Stream.concat(assigned.stream(), run.stream().flatMap(program -> program.fills().stream()))
                .filter(name -> name.startsWith("@"))
                .collect(Collectors.toSet());
    }

    private Optional<StatementClass> look(List<SqlToken> tokens, Reading reading, SqlSyntax syntax) {
        StatementKind kind = reading.kind();
        Words words = Words.over(tokens);
        String verb = words.word();
        if (kind == StatementKind.SESSION && (verb.equals("DROP") || verb.equals("DEALLOCATE"))) {
            return Optional.empty(); // gone is gone
        }
        List<SqlToken> atOnce = programs.atOnce(tokens, syntax);
        Set<String> assigned = new HashSet<>();
        Set<String> used = new HashSet<>();
        mentions(atOnce, verb, assigned, used);
        PreparedTexts.Text text = WITH_TEXTS.contains(verb) ? texts.of(atOnce, used, syntax) : PreparedTexts.NONE;
        boolean executes = verb.equals("EXECUTE");
        if (executes) {
            used.addAll(text.reads());
            assigned.addAll(text.fills());
        }
        for (String name : used) {
            if (lost.contains(name)) {
                return Optional.of(dropOfTemporary(reading, name).orElseGet(() -> refusal(name)));
            }
        }
        boolean lastIsLost = cut && !wroteSince;
        boolean names = verb.equals("PREPARE") || executes;
        if (lastIsLost && (asks(new BodyReader(atOnce).reads()) || (names && asks(text.reads())))) {
            return Optional.of(refusal("LAST_INSERT_ID() or ROW_COUNT()"));
        }
        if (!programs.isEmpty() && (reading.effect() == Effect.RENAMES || reading.effect() == Effect.ALTERS)) {
            programs.renamed(reading.targets());
        }
        Optional<String> counts = RowCounts.asked(atOnce).or(() -> names ? text.counts() : Optional.empty());
        Optional<StatementClass> miscounts = rowCounts.refusal(reading, tokens, counts);
        if (miscounts.isPresent()) {
            return miscounts;
        }
        boolean stores = (isOneText(tokens) && !atOnce.equals(tokens))
                || (names && used.stream().anyMatch(storing::contains));
        Collection<StoredPrograms.Program> run = run(reading, verb, used, stores);
        for (StoredPrograms.Program program : run) {
            Optional<String> name = Stream.concat(program.reads().stream(), program.names().stream())
                    .filter(one -> lost.contains(one) || (lastIsLost && LAST.contains(one)))
                    .findFirst();
            if (name.isPresent()) {
                return Optional.of(refusal(name.get() + ", which the " + program.title() + " reads,"));
            }
        }
        variables(atOnce, used, assigned, run);
        boolean data = kind != StatementKind.SESSION
                || !isPure(tokens)
                || used.stream().anyMatch(fromData::contains);
        if (verb.equals("CREATE") && kind == StatementKind.SESSION) {
            words.seek("TABLE");
            words.accept("IF", "NOT", "EXISTS");
            words.name().ifPresent(name -> assigned.add(name.name().toUpperCase(Locale.ROOT)));
            data = true;
        } else if (verb.equals("PREPARE")) {
            assigned.add("EXECUTE " + words.word(1));
        }
        if (kind == StatementKind.SELF_COMMITTING && verb.equals("SET")) {
            // What keeps a setting of the server would keep, filled again, what is set here.
            Set<String> server = SetReader.assigned(Words.over(tokens));
            kept.forEach((name, settings) -> {
                if (!Collections.disjoint(settings, server)) {
                    lost.add(name);
                }
            });
        }
        lost.removeAll(assigned);
        fromData.removeAll(assigned);
        kept.keySet().removeAll(assigned);
        if (data) {
            // Where it commits by itself, a run may be cut off behind it.
            (kind == StatementKind.SELF_COMMITTING ? lost : fromData).addAll(assigned);
        } else if (!assigned.isEmpty()) {
            Set<String> settings = settings(tokens, used);
            assigned.forEach(name -> kept.put(name, settings));
        }
        texts.hold(assigned, executes ? PreparedTexts.NONE : text);
        storing.removeAll(assigned);
        if (stores) {
            storing.addAll(assigned);
        }
        run.forEach(program -> fromData.addAll(program.fills()));
        Optional<String> setting = data && kind == StatementKind.SESSION && verb.equals("SET")
                ? SetReader.assigned(Words.over(tokens)).stream()
                        .filter(name -> !name.equals(SetReader.USER_VARIABLE))
                        .findFirst()
                : Optional.empty();
        if (setting.isPresent() && settingFromData == null) {
            settingFromData = setting.get();
        }
        lastFromData = data && kind == StatementKind.SESSION && !assigned.isEmpty() && setting.isEmpty();
        return Optional.empty();
    }

    /** Returns the programs of the script that a statement may run; what it executes by name may run any. */
    private Collection<StoredPrograms.Program> run(Reading reading, String verb, Set<String> used, boolean stores) {
        boolean queries = reading.kind() != StatementKind.SELF_COMMITTING
                || reading.effect() == Effect.FILLS
                || verb.equals("SET");
        boolean executes = verb.equals("EXECUTE");
        if (programs.isEmpty() || !queries || verb.equals("PREPARE") || (executes && stores)) {
            return List.of();
        }
        return executes ? programs.all() : programs.runBy(used, !verb.equals("SELECT"));
    }

    private static boolean isOneText(List<SqlToken> tokens) {
        long texts = tokens.stream()
                .filter(token -> token.kind() == SqlToken.Kind.STRING)
                .count();
        return texts == 1 && tokens.stream().noneMatch(token -> token.text().equals("("));
    }

    private static boolean asks(Set<String> reads) {
        return !Collections.disjoint(reads, LAST);
    }

    private static boolean mayAskLast(String upper) {
        return upper.contains("LAST_INSERT_ID") || upper.contains("ROW_COUNT") || upper.contains("@@IDENTITY");
    }

    /** Finds {@code @name} as it is assigned or used, and identifiers that may be temporary tables. */
    private void mentions(List<SqlToken> tokens, String verb, Set<String> assigned, Set<String> used) {
        boolean gives = Set.of("CALL", "GET", "LOAD").contains(verb);
        boolean into = false;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            into = token.is("INTO")
                    || (into
                            && (BodyReader.isSymbol(tokens, i, "@")
                                    || BodyReader.isSymbol(tokens, i, ",")
                                    || BodyReader.isSymbol(tokens, i - 1, "@")));
            boolean identifier = token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER;
            if (!identifier) {
                continue;
            }
            String name = token.identifier().toUpperCase(Locale.ROOT);
            if (!BodyReader.isVariable(tokens, i)) {
                used.add(verb.equals("EXECUTE") && i == 1 ? "EXECUTE " + name : name);
                continue;
            }
            boolean set = into
                    || gives
                    || (BodyReader.isSymbol(tokens, i + 1, ":") && BodyReader.isSymbol(tokens, i + 2, "="))
                    || (verb.equals("SET") && BodyReader.isSymbol(tokens, i + 1, "=") && isSetClause(tokens, i - 2));
            (set ? assigned : used).add("@" + name);
        }
    }

    private static boolean isSetClause(List<SqlToken> tokens, int before) {
        return tokens.get(before).is("SET") || BodyReader.isSymbol(tokens, before, ",");
    }

    /** Returns the settings that a statement reads, itself or out of the variables that keep them. */
    private Set<String> settings(List<SqlToken> tokens, Set<String> used) {
        Set<String> settings = new HashSet<>();
        for (int i = 2; i < tokens.size(); i++) {
            boolean setting = BodyReader.isSymbol(tokens, i - 1, "@") && BodyReader.isSymbol(tokens, i - 2, "@");
            if (setting || BodyReader.isSymbol(tokens, i - 1, ".")) {
                settings.add(tokens.get(i).identifier().toLowerCase(Locale.ROOT));
            }
        }
        used.forEach(name -> settings.addAll(kept.getOrDefault(name, Set.of())));
        return settings;
    }

    private static boolean isPure(List<SqlToken> tokens) {
        boolean query = false;
        for (int i = 1; i < tokens.size(); i++) {
            boolean call = BodyReader.isSymbol(tokens, i + 1, "(");
            if (tokens.get(i).kind() == SqlToken.Kind.QUOTED_IDENTIFIER && call) {
                return false;
            }
            boolean assigned = BodyReader.isSymbol(tokens, i + 1, "=")
                    || (BodyReader.isSymbol(tokens, i + 1, ":") && BodyReader.isSymbol(tokens, i + 2, "="));
            if (tokens.get(i).kind() != SqlToken.Kind.WORD || assigned || BodyReader.isVariable(tokens, i)) {
                continue;
            }
            String word = tokens.get(i).text().toUpperCase(Locale.ROOT);
            query |= word.equals("SELECT");
            boolean reads = query
                    && word.equals("FROM")
                    && !(i + 1 < tokens.size() && tokens.get(i + 1).is("DUAL"));
            if (reads || IMPURE_WORDS.contains(word) || (call && !PURE.contains(word))) {
                return false;
            }
        }
        return true;
    }

    private static String bare(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    private static StatementClass settingRefusal(String name) {
        return StatementClass.refused(name
                + " was set from data, or in one SET with data, before a statement that commits by itself or may. A run "
                + "that is cut off there could not set the same again. Write the value itself, in a SET of its own.");
    }

    private static Optional<StatementClass> dropOfTemporary(Reading reading, String lost) {
        return reading.tables().stream()
                .filter(table -> reading.effect() == Effect.DROPS
                        && table.name().toUpperCase(Locale.ROOT).equals(lost))
                .map(Name::sql)
                .map(table -> StatementClass.refused(table + " is a temporary table: write DROP TEMPORARY TABLE "
                        + table + ", which commits nothing."))
                .findFirst();
    }

    private static StatementClass refusal(String name) {
        return StatementClass.refused(
                name + " was filled before a statement that commits by itself. A run that is cut off "
                        + "there could not fill it with the same again. Fill it after that statement, or use it before, "
                        + "or use an ordinary table and drop it at the end.");
    }
}
