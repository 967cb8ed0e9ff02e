package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.BAD_DIRECTIVE;

import io.migrationledger.LedgerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the comments at the head of a script: directives, author, date and description. */
final class ScriptHead {
    private static final String KNOWN = "transaction, requires, lock-timeout, statement-timeout, only, dialect";

    private final String location;
    private final String namespace;
    private Directives directives = Directives.NONE;
    private String author = "";
    private String date = "";
    private String description = "";

    private ScriptHead(String location, String namespace) {
        this.location = location;
        this.namespace = namespace;
    }

    /**
     * Reads the leading comment lines of a text; block comments before and between them are passed over.
     *
     * @throws LedgerException where a directive is unknown or its value cannot be used
     */
    static ScriptHead of(String location, String namespace, String text) {
        ScriptHead head = new ScriptHead(location, namespace);
        int number = 0;
        boolean inBlock = false;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            String trimmed = line.strip();
            if (inBlock || isBlockComment(trimmed)) {
                int end = trimmed.indexOf("*/", inBlock ? 0 : 2);
                inBlock = end < 0;
                trimmed = end < 0 ? "" : trimmed.substring(end + 2).strip();
            }
            if (trimmed.isEmpty()) {
                continue;
            }
            if (!trimmed.startsWith("--")) {
                break;
            }
            head.comment(trimmed.substring(2).strip(), number);
        }
        return head;
    }

    /** MySQL executes what stands in a comment that begins with an exclamation mark or with M and one. */
    private static boolean isBlockComment(String line) {
        return line.startsWith("/*") && !line.startsWith("/*!") && !line.startsWith("/*M!");
    }

    Directives directives() {
        return directives;
    }

    Header header() {
        return new Header(author, date, description);
    }

    private void comment(String comment, int line) {
        int colon = comment.indexOf(':');
        if (colon < 0) {
            return;
        }
        String value = comment.substring(colon + 1).strip();
        switch (comment.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
            case "ledger" -> {
                for (String directive : value.split("\\s+")) {
                    directive(directive, line);
                }
            }
            case "author" -> author = value;
            case "date" -> date = value;
            case "description" -> description = value;
            default -> {
                // an ordinary comment
            }
        }
    }

    private void directive(String text, int line) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        Directives d = directives;
        directives = switch (key) {
            case "transaction" ->
                switch (value) {
                    case "none" -> d.withoutTransaction();
                    case "auto" -> d;
                    default -> throw bad(line, "transaction=" + value, "Write transaction=none or transaction=auto.");
                };
            case "requires" ->
                new Directives(d.transaction(), requires(value, line), d.lockTimeout(), d.statementTimeout(), d.only());
            case "lock-timeout" ->
                new Directives(
                        d.transaction(),
                        d.requires(),
                        Optional.of(duration(text, value, line)),
                        d.statementTimeout(),
                        d.only());
            case "statement-timeout" ->
                new Directives(
                        d.transaction(),
                        d.requires(),
                        d.lockTimeout(),
                        Optional.of(duration(text, value, line)),
                        d.only());
            case "only", "dialect" ->
                new Directives(
                        d.transaction(),
                        d.requires(),
                        d.lockTimeout(),
                        d.statementTimeout(),
                        dialects(text, value, line));
            default -> throw bad(line, "unknown directive '" + text + "'", "Known directives: " + KNOWN + ".");
        };
    }

    private List<MigrationId> requires(String value, int line) {
        List<MigrationId> ids = new ArrayList<>(directives.requires());
        for (String id : value.split(",", -1)) {
            int colon = id.indexOf(':');
            try {
                ids.add(
                        colon < 0
                                ? MigrationId.of(namespace, id)
                                : MigrationId.of(id.substring(0, colon), id.substring(colon + 1)));
            } catch (IllegalArgumentException e) {
                throw bad(
                        line, "requires=" + value, "Write ids separated by commas, such as requires=0003,billing:42.");
            }
        }
        return List.copyOf(ids);
    }

    private List<String> dialects(String text, String value, int line) {
        List<String> names = List.of(value.split(",", -1));
        for (String name : names) {
            if (!DialectNames.isKnown(name)) {
                throw bad(
                        line,
                        text + ": unknown dialect '" + name + "'",
                        "Known dialects: " + DialectNames.known() + ".");
            }
        }
        return names;
    }

    private Duration duration(String text, String value, int line) {
        return Durations.parse(value)
                .orElseThrow(() -> bad(line, text, "Write a number with a unit: 500ms, 5s, 10m or 1h."));
    }

    private LedgerException bad(int line, String what, String next) {
        return LedgerException.input(BAD_DIRECTIVE, location + ":" + line + ": " + what, next);
    }
}
