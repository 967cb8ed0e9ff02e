package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.BAD_DIRECTIVE;

import io.migrationledger.LedgerException;
import io.migrationledger.migration.Directives.Placeholders;
import io.migrationledger.migration.Directives.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the comments at the head of a script: directives, author, date and description. */
final class ScriptHead {
    private static final List<String> KEYS = List.of(
            "transaction",
            "requires",
            "lock-timeout",
            "statement-timeout",
            "only",
            "dialect",
            "placeholders",
            "replaces");
    /** Of SQLx (https://docs.rs/sqlx/latest/sqlx/macro.migrate.html) and of Atlas (https://atlasgo.io/versioned/apply). */
    private static final Set<String> WITHOUT_TRANSACTION = Set.of("no-transaction", "atlas:txmode none");

    private static final Set<String> OF_THE_MIGRATION = Set.of("requires", "only", "dialect", "replaces");

    private final String location;
    private final String namespace;
    private final boolean down;
    private Transaction transaction;
    private final List<MigrationId> requires;
    private Optional<Duration> lockTimeout;
    private Optional<Duration> statementTimeout;
    private List<String> only;
    private Placeholders placeholders;
    private final List<MigrationId> replaces;
    private String author = "";
    private String date = "";
    private String description = "";

    private ScriptHead(String location, String namespace, Directives base, boolean down) {
        this.location = location;
        this.namespace = namespace;
        this.down = down;
        this.transaction = base.transaction();
        this.requires = new ArrayList<>(base.requires());
        this.lockTimeout = base.lockTimeout();
        this.statementTimeout = base.statementTimeout();
        this.only = base.only();
        this.placeholders = base.placeholders();
        this.replaces = new ArrayList<>(base.replaces());
    }

    /**
     * Reads the leading comment lines of an up script; block comments before and between them are passed over, and so are
     * lines that begin with {@code #}: comments to MySQL and MariaDB, and a statement to no database.
     *
     * @param base how the layout says that it is run, where the script does not say otherwise
     * @throws LedgerException where a directive is unknown or its value cannot be used
     */
    static ScriptHead of(String location, String namespace, String text, Directives base) {
        return new ScriptHead(location, namespace, base, false).read(text);
    }

    /**
     * Reads those of a down script, which is run as its up script is but for what is said here.
     *
     * @throws LedgerException where a directive is unknown, its value cannot be used or it is about the whole migration
     */
    static ScriptHead ofDown(String location, String namespace, String text, Directives up) {
        return new ScriptHead(location, namespace, up, true).read(text);
    }

    /** Returns whether a word is a directive's. */
    static boolean isKey(String word) {
        return KEYS.contains(word);
    }

    private ScriptHead read(String text) {
        if (beginsWithStatement(text)) {
            return this;
        }
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
            if (trimmed.isEmpty() || trimmed.startsWith("#")) {
                continue;
            }
            if (!trimmed.startsWith("--")) {
                return this;
            }
            comment(trimmed.substring(2).strip(), number);
        }
        if (!replaces.isEmpty() && text.length() >= ScriptScan.HEAD) {
            throw bad(
                    number,
                    "the comments at the head of a script that replaces others are longer than " + ScriptScan.HEAD
                            + " characters, of which no more are read",
                    "Shorten them, or replace fewer migrations at once.");
        }
        return this;
    }

    private static boolean beginsWithStatement(String text) {
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        return start < text.length() && "-/#".indexOf(text.charAt(start)) < 0;
    }

    /** MySQL executes what stands in a comment that begins with an exclamation mark or with M and one. */
    private static boolean isBlockComment(String line) {
        return line.startsWith("/*") && !line.startsWith("/*!") && !line.startsWith("/*M!");
    }

    Directives directives() {
        return new Directives(
                transaction,
                List.copyOf(requires),
                lockTimeout,
                statementTimeout,
                only,
                placeholders,
                List.copyOf(replaces));
    }

    Header header() {
        return new Header(author, date, description);
    }

    private void comment(String comment, int line) {
        if (WITHOUT_TRANSACTION.contains(comment)) {
            transaction = Transaction.NONE;
            return;
        }
        int colon = comment.indexOf(':');
        if (colon < 0) {
            return;
        }
        String value = comment.substring(colon + 1).strip();
        String name = comment.substring(0, colon).strip();
        switch (name.toLowerCase(Locale.ROOT)) {
            case "ledger" -> {
                String[] words = value.split("\\s+");
                if (!isProse(name, words)) {
                    for (String directive : words) {
                        directive(directive, line);
                    }
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

    /**
     * In lower case the word makes a directive of whatever follows, so that no slip of the pen is passed over. A sentence
     * may begin with {@code Ledger:} as long as nothing in it looks like a directive.
     */
    private static boolean isProse(String name, String[] words) {
        if (name.equals("ledger")) {
            return false;
        }
        boolean all = true;
        for (String word : words) {
            int equals = word.indexOf('=');
            all &= equals > 0;
            if (equals > 0 && KEYS.contains(word.substring(0, equals))) {
                return false;
            }
        }
        return !all;
    }

    private void directive(String text, int line) {
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        if (down && OF_THE_MIGRATION.contains(key)) {
            throw bad(line, text + " in a down script", "Write it at the head of the up script: it holds for both.");
        }
        switch (key) {
            case "transaction" ->
                transaction = switch (value) {
                    case "none" -> Transaction.NONE;
                    case "auto" -> Transaction.AUTO;
                    default -> throw bad(line, "transaction=" + value, "Write transaction=none or transaction=auto.");
                };
            case "placeholders" ->
                placeholders = switch (value) {
                    case "none" -> Placeholders.NONE;
                    case "replace" -> Placeholders.REPLACE;
                    default ->
                        throw bad(line, "placeholders=" + value, "Write placeholders=none or placeholders=replace.");
                };
            case "requires" -> addRequired(value, line);
            case "replaces" -> addReplaced(value, line);
            case "lock-timeout" -> lockTimeout = Optional.of(duration(text, value, line));
            case "statement-timeout" -> statementTimeout = Optional.of(duration(text, value, line));
            case "only", "dialect" -> only = dialects(text, value, line);
            default ->
                throw bad(
                        line,
                        "unknown directive '" + text + "'",
                        "Known directives: " + String.join(", ", KEYS)
                                + ". Where the comment is none, begin it with another word than 'ledger:'.");
        }
    }

    private void addRequired(String value, int line) {
        for (String id : value.split(",", -1)) {
            try {
                requires.add(MigrationId.parse(id, namespace));
            } catch (IllegalArgumentException e) {
                throw bad(
                        line, "requires=" + value, "Write ids separated by commas, such as requires=0003,billing:42.");
            }
        }
    }

    private void addReplaced(String value, int line) {
        for (String version : value.split(",", -1)) {
            MigrationId id = MigrationId.isAllowed(version) ? MigrationId.of(namespace, version) : null;
            if (id == null || !id.isVersion() || replaces.contains(id)) {
                throw bad(
                        line,
                        "replaces=" + value,
                        "Write the versions of this namespace that the script stands for, each once, separated by"
                                + " commas: replaces=0001,0002,0003. The directive may stand on several lines.");
            }
            replaces.add(id);
        }
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
