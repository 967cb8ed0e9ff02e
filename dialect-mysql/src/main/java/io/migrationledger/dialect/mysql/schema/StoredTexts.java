package io.migrationledger.dialect.mysql.schema;

import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.dialect.mysql.statement.SqlModes;
import io.migrationledger.spi.support.CatalogRow;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of views, triggers, events and routines as the server runs them. INFORMATION_SCHEMA shows other ones: a question
 * mark in place of an emoji, and strings whose quotes and backslashes are no longer escaped, {@code 'it's'}. Where a text has
 * such a character, SHOW CREATE is asked; of a view where it has a question mark. What that does not tell, to an account
 * without the right, and packages and routines of MariaDB's ORACLE mode, are as INFORMATION_SCHEMA has them.
 */
final class StoredTexts {
    private static final Pattern DOUBTFUL = Pattern.compile("['\"\\\\?]");

    /** How a trigger begins, as the query of it writes it. */
    private static final Pattern HEAD_OF_TRIGGER =
            Pattern.compile("CREATE TRIGGER `(?:[^`]|``)*` \\w+ \\w+ ON `(?:[^`]|``)*` FOR EACH ROW ");

    /** What SHOW CREATE writes between the head of a routine and its body, a line each. */
    private static final Pattern TRAITS =
            Pattern.compile("(?: {4}(?:CONTAINS SQL|NO SQL|READS SQL DATA|MODIFIES SQL DATA"
                    + "|(?:NOT )?DETERMINISTIC|SQL SECURITY \\w+|LANGUAGE SQL|COMMENT '[^\n]*')\n)*");

    /** What MySQL's catalogue counts in days and months in some versions (not in 8.0.33), and shows as weeks and quarters. */
    private static final Pattern COUNTED_ANEW = Pattern.compile("^EVERY \\d+ (?:WEEK|QUARTER)\\b");

    private static final Pattern CHECK_OPTION = Pattern.compile("\\s+WITH (?:CASCADED|LOCAL) CHECK OPTION\\s*$");

    /** To this account, or not any more. */
    private static final Set<Integer> NOT_SHOWN = Set.of(
            MysqlErrors.ACCESS_DENIED_DATABASE,
            MysqlErrors.TABLE_ACCESS_DENIED,
            MysqlErrors.COLUMN_ACCESS_DENIED,
            MysqlErrors.SPECIFIC_ACCESS_DENIED,
            MysqlErrors.ROUTINE_ACCESS_DENIED,
            MysqlErrors.NO_SUCH_TABLE,
            MysqlErrors.NO_SUCH_ROUTINE,
            MysqlErrors.NO_SUCH_TRIGGER,
            MysqlErrors.UNKNOWN_EVENT,
            MysqlErrors.VIEW_INVALID,
            MysqlErrors.NO_SUCH_GRANT,
            MysqlErrors.UNKNOWN_DATABASE,
            MysqlErrors.WRONG_OBJECT,
            // What an older version of the server took, and this one cannot read.
            MysqlErrors.ROUTINE_UNREADABLE,
            MysqlErrors.PARSE_ERROR);

    private final JdbcSql sql;
    private final boolean mariadb;
    private final SqlSyntax syntax;
    private final TextSettings settings;

    StoredTexts(JdbcSql sql, boolean mariadb, TextSettings settings) {
        this.sql = sql;
        this.mariadb = mariadb;
        this.settings = settings;
        this.syntax = mariadb ? SqlSyntaxes.MARIADB : SqlSyntaxes.MYSQL;
    }

    /** Returns the rows of views, triggers and events with the texts that the server runs. */
    List<CatalogRow> ofTexts(List<Map<String, String>> rows) throws SQLException {
        List<CatalogRow> all = new ArrayList<>();
        for (Map<String, String> row : rows) {
            Map<String, String> told = new HashMap<>(row);
            schedule(row).ifPresent(schedule -> told.put("schedule", schedule));
            all.add(with(told, "definition", definition(row)));
        }
        return all;
    }

    /** Returns when an event is, where the catalogue may say another interval. */
    private Optional<String> schedule(Map<String, String> row) throws SQLException {
        String schedule = row.getOrDefault("schedule", "");
        Matcher counted = COUNTED_ANEW.matcher(schedule);
        return !mariadb && counted.lookingAt()
                ? shown("EVENT", row, "Create Event", this::interval)
                        .map(interval -> interval + schedule.substring(counted.end()))
                : Optional.empty();
    }

    /** Returns the definition of a view, a trigger or an event where the catalogue's may be another one. */
    private Optional<String> definition(Map<String, String> row) throws SQLException {
        String definition = row.getOrDefault("definition", "");
        switch (row.getOrDefault("kind", "")) {
            case "view":
                return definition.contains("?") ? shown("VIEW", row, "Create View", this::query) : Optional.empty();
            case "trigger":
                Matcher head = HEAD_OF_TRIGGER.matcher(definition);
                return head.lookingAt() && isDoubtful(definition.substring(head.end()))
                        ? shown("TRIGGER", row, "SQL Original Statement", this::forEachRow)
                                .map(head.group()::concat)
                        : Optional.empty();
            default:
                return isDoubtful(definition) ? shown("EVENT", row, "Create Event", this::action) : Optional.empty();
        }
    }

    /** Returns the rows of routines, one for each parameter, with the bodies that the server runs. */
    List<CatalogRow> ofRoutines(List<Map<String, String>> rows) throws SQLException {
        Map<List<String>, Optional<String>> bodies = new HashMap<>();
        List<CatalogRow> all = new ArrayList<>();
        for (Map<String, String> row : rows) {
            List<String> routine = List.of(row.getOrDefault("kind", ""), row.getOrDefault("name", ""));
            if (!bodies.containsKey(routine)) {
                bodies.put(routine, bodyOf(row));
            }
            all.add(with(row, "body", bodies.getOrDefault(routine, Optional.empty())));
        }
        return all;
    }

    private Optional<String> bodyOf(Map<String, String> row) throws SQLException {
        if (!isDoubtful(row.getOrDefault("body", ""))
                || row.getOrDefault("o: sql mode", "").contains("ORACLE")) {
            return Optional.empty();
        }
        return switch (row.getOrDefault("kind", "")) {
            case "FUNCTION" -> shown("FUNCTION", row, "Create Function", this::body);
            case "PROCEDURE" -> shown("PROCEDURE", row, "Create Procedure", this::body);
            default -> Optional.empty();
        };
    }

    private static boolean isDoubtful(String text) {
        return DOUBTFUL.matcher(text).find();
    }

    private static CatalogRow with(Map<String, String> row, String column, Optional<String> text) {
        Map<String, String> changed = new HashMap<>(row);
        text.ifPresent(value -> changed.put(column, value));
        return new CatalogRow(changed);
    }

    /** Finds a part of a statement among its tokens. */
    private interface Part {
        Optional<String> in(String text, List<SqlToken> tokens);
    }

    private Optional<String> shown(String kind, Map<String, String> row, String column, Part part) throws SQLException {
        settings.fix();
        try {
            String name = Name.quote(row.getOrDefault("name", ""));
            String text = sql.named("SHOW CREATE " + kind + " " + name).get(0).get(column);
            if (text == null) {
                return Optional.empty();
            }
            String mode = row.getOrDefault("o: sql mode", "");
            List<SqlToken> tokens = SqlTokens.of(text, SqlModes.syntax(syntax, mode));
            return part.in(text, tokens);
        } catch (SqlSyntaxException e) {
            return Optional.empty();
        } catch (SQLException e) {
            if (NOT_SHOWN.contains(e.getErrorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<String> query(String text, List<SqlToken> tokens) {
        return behind(text, tokens, closing(tokens, index(tokens, 0, "VIEW") + 2), "AS")
                .map(query -> CHECK_OPTION.matcher(query).replaceFirst(""));
    }

    private Optional<String> action(String text, List<SqlToken> tokens) {
        return behind(text, tokens, 0, "DO");
    }

    private Optional<String> interval(String text, List<SqlToken> tokens) {
        int every = index(tokens, 0, "ON", "SCHEDULE", "EVERY") + 2;
        return every + 2 < tokens.size()
                ? Optional.of(text.substring(tokens.get(every).offset(), end(tokens.subList(every, every + 3))))
                : Optional.empty();
    }

    private Optional<String> forEachRow(String text, List<SqlToken> tokens) {
        int body = index(tokens, 0, "FOR", "EACH", "ROW") + 3;
        boolean placed = body < tokens.size()
                && (tokens.get(body).is("FOLLOWS") || tokens.get(body).is("PRECEDES"));
        return from(text, tokens, placed ? body + 2 : body);
    }

    private Optional<String> body(String text, List<SqlToken> tokens) {
        int name = Math.min(index(tokens, 0, "FUNCTION"), index(tokens, 0, "PROCEDURE")) + 1;
        int end = closing(tokens, name + 1);
        int line = end > name + 1 ? text.indexOf('\n', tokens.get(end - 1).offset()) : -1;
        if (line < 0) {
            return Optional.empty();
        }
        Matcher traits = TRAITS.matcher(text).region(line + 1, text.length());
        int begin = traits.lookingAt() ? traits.end() : line + 1;
        return Optional.of(text.substring(begin, end(tokens)).strip());
    }

    private Optional<String> behind(String text, List<SqlToken> tokens, int start, String word) {
        return from(text, tokens, index(tokens, start, word) + 1);
    }

    /** Returns the text from a token to the last one. */
    private static Optional<String> from(String text, List<SqlToken> tokens, int first) {
        return first < tokens.size()
                ? Optional.of(text.substring(tokens.get(first).offset(), end(tokens)))
                : Optional.empty();
    }

    private static int end(List<SqlToken> tokens) {
        SqlToken last = tokens.get(tokens.size() - 1);
        return last.offset() + last.text().length();
    }

    /** Returns where words stand one behind the other, or the number of tokens. */
    private static int index(List<SqlToken> tokens, int start, String... words) {
        for (int i = start; i + words.length <= tokens.size(); i++) {
            boolean here = true;
            for (int k = 0; k < words.length; k++) {
                here &= tokens.get(i + k).is(words[k]);
            }
            if (here) {
                return i;
            }
        }
        return tokens.size();
    }

    /** Returns the place behind the parenthesis that opens here, or this place where none does. */
    private static int closing(List<SqlToken> tokens, int start) {
        int depth = 0;
        for (int at = start; at < tokens.size(); at++) {
            String text = tokens.get(at).text();
            depth += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
            if (depth == 0) {
                return at == start ? start : at + 1;
            }
        }
        return start;
    }
}
