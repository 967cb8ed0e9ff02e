package io.migrationledger.internal.plan;

import static io.migrationledger.ErrorCode.NOT_SQUASHABLE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.Problem;
import io.migrationledger.event.Direction;
import io.migrationledger.event.StepList;
import io.migrationledger.internal.script.Placeholders;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.script.ScriptTransaction;
import io.migrationledger.internal.script.Unit;
import io.migrationledger.internal.script.Units;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlSplitter;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts scripts one behind the other, so that the whole has just their statements. What cannot be joined is told by name: a
 * script that changes its session would change it for those behind it, too.
 */
final class JoinedScripts {
    private static final Placeholders AS_WRITTEN = new Placeholders(false, Map.of());
    /** What may have to stand behind a script so that the next one begins with a statement of its own. */
    private static final List<String> ENDINGS = List.of("", ";\n", "DELIMITER ;\n", ";\nDELIMITER ;\n");

    private static final String SENTINEL = "SELECT 1";
    private static final Set<String> HEAD_NAMES = Set.of("ledger", "author", "date", "description");

    private final ScriptRules rules;
    private final Direction direction;
    private final List<Problem> problems;
    private final StringBuilder text = new StringBuilder();
    private final List<String> statements = new ArrayList<>();

    JoinedScripts(ScriptRules rules, Direction direction, List<Problem> problems) {
        this.rules = rules;
        this.direction = direction;
        this.problems = problems;
    }

    /** Adds a migration's script behind the others. */
    void add(Migration migration) throws SQLException {
        MigrationBody body = Prepared.body(migration, direction);
        if (!(body instanceof MigrationBody.Script script)) {
            problems.add(problem(migration, "migration " + migration.id() + " is written in Java"));
            return;
        }
        Prepared prepared = Prepared.of(migration, direction, rules, AS_WRITTEN);
        List<SqlStatement> leftOut = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int first = Integer.MAX_VALUE;
        try (Units units = prepared.units(rules, AS_WRITTEN)) {
            for (var next = units.next(); next.isPresent(); next = units.next()) {
                Unit unit = next.get().unit();
                SqlStatement statement = ((Unit.Sql) unit).statement();
                boolean envelope = prepared.enclosed()
                        && unit.kind() == StatementKind.HOISTED
                        && ScriptTransaction.isWord(statement, rules.syntax());
                if (envelope) {
                    leftOut.add(statement);
                } else {
                    checkSession(migration, unit, statement);
                    first = Math.min(first, unit.line());
                    texts.add(unit.text() + units.data(unit));
                }
            }
        }
        String source = read(script);
        for (int i = leftOut.size() - 1; i >= 0; i--) {
            source = without(source, leftOut.get(i));
        }
        String location = migration.location();
        String title = "-- " + migration.id().value() + " "
                + location.substring(location.replace('\\', '/').lastIndexOf('/') + 1);
        Optional<String> ended = ended(body(source, first), texts);
        if (ended.isEmpty()) {
            problems.add(problem(
                    migration, body.location() + ": it is not clear where its last statement ends for one behind it"));
            return;
        }
        text.append('\n').append(title).append('\n').append(ended.get());
        statements.addAll(texts);
    }

    /** Returns the scripts behind the head. */
    String text() {
        return text.toString();
    }

    /** Returns what tells the statements apart, in their order. */
    List<String> statements() {
        return statements;
    }

    private void checkSession(Migration migration, Unit unit, SqlStatement statement) throws SQLException {
        boolean ofSession = unit.ofSession() || unit.kind() == StatementKind.HOISTED;
        if (ofSession || TemporaryObjects.areMadeBy(statement.text(), rules.syntax())) {
            problems.add(problem(
                    migration,
                    Prepared.body(migration, direction).location() + ":" + unit.line() + ": "
                            + Units.firstLine(unit.written())
                            + (ofSession ? " changes the session" : " is there until the session ends")
                            + ", which would reach the scripts behind it"));
        }
    }

    /** Returns the script with what has to stand behind it; empty where nothing keeps it apart from the next one. */
    private Optional<String> ended(String source, List<String> expected) throws SQLException {
        String open = source.isEmpty() || source.endsWith("\n") ? source : source + "\n";
        List<String> wanted = new ArrayList<>(expected);
        wanted.add(SENTINEL);
        for (String ending : ENDINGS) {
            if (wanted.equals(split(open + ending + SENTINEL + ";\n"))) {
                return Optional.of(open + ending);
            }
        }
        return Optional.empty();
    }

    /** Returns what tells the statements of a text apart; nothing where it cannot be read. */
    private List<String> split(String script) throws SQLException {
        List<String> found = new ArrayList<>();
        try {
            SqlSplitter splitter = new SqlSplitter(new StringReader(script), rules.syntax(), "squash", 1);
            while (splitter.hasNext()) {
                SqlStatement next = splitter.next();
                Unit unit = new Unit.Sql(next, next.text(), next.text(), StatementKind.TRANSACTIONAL);
                found.add(unit.text() + unit.data());
            }
        } catch (SqlSyntaxException e) {
            return List.of(); // the next ending may close what is open here
        }
        return found;
    }

    private static String read(MigrationBody.Script script) {
        try (InputStream in = script.script().open()) {
            String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return source.startsWith("\uFEFF") ? source.substring(1) : source;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a statement and its semicolon out of a script. */
    private static String without(String source, SqlStatement statement) {
        int start = offset(source, statement.line()) + statement.column() - 1;
        int end = start + statement.text().length();
        int semicolon = end;
        while (semicolon < source.length() && Character.isWhitespace(source.charAt(semicolon))) {
            semicolon++;
        }
        boolean ended = semicolon < source.length() && source.charAt(semicolon) == ';';
        return source.substring(0, start) + source.substring(ended ? semicolon + 1 : end);
    }

    /** Returns where a line begins; CRLF, LF and a lone CR each end one. */
    private static int offset(String source, int line) {
        int at = 0;
        for (int number = 1; number < line; number++) {
            while (source.charAt(at) != '\n' && source.charAt(at) != '\r') {
                at++;
            }
            at += source.startsWith("\r\n", at) ? 2 : 1;
        }
        return at;
    }

    /** Returns the script, whose head says nothing to the ledger any more: it is that of one script among several. */
    private static String body(String source, int firstStatement) {
        StringBuilder kept = new StringBuilder(source.length());
        int number = 0;
        int at = 0;
        while (at < source.length()) {
            int end = source.indexOf('\n', at);
            String line = source.substring(at, end < 0 ? source.length() : end + 1);
            at += line.length();
            number++;
            kept.append(number < firstStatement ? silent(line, line.strip()) : line);
        }
        return kept.toString();
    }

    private static String silent(String line, String trimmed) {
        int colon = trimmed.indexOf(':');
        if (!trimmed.startsWith("--") || colon < 0) {
            return line;
        }
        String name = trimmed.substring(2, colon).strip().toLowerCase(Locale.ROOT);
        if (!HEAD_NAMES.contains(name)) {
            return line;
        }
        return name.equals("ledger") ? "" : line.replaceFirst("(?i)(--\\s*" + name + ")\\s*:", "$1");
    }

    /** What to do about a script that cannot be joined to others. */
    static final Advice APART = Advice.of(
            "Squash those above it and those below it apart (",
            Action.SQUASH_FROM,
            "); or write the script by hand, with '-- ledger: replaces=…' at its head.");

    private Problem problem(Migration migration, String what) {
        return new Problem(NOT_SQUASHABLE, Optional.of(migration.id()), what, APART);
    }

    /** Returns whether a script that was read again has just these statements. */
    static boolean isSame(List<String> statements, StepList steps) {
        List<String> checksums = statements.stream()
                .limit(StepList.MAX_ENTRIES)
                .map(StepList::checksumOf)
                .toList();
        return checksums.equals(
                steps.entries().stream().map(StepList.Entry::checksum).toList());
    }
}
