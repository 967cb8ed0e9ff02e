package io.migrationledger.layouts;

import io.migrationledger.migration.Precondition;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One changeset of a file in Liquibase's formatted SQL, as it is read line by line.
 * <a href="https://docs.liquibase.com/concepts/changelogs/sql-format.html">Its manual</a> says what the lines mean.
 */
final class Changeset {
    static final Pattern OPENING = Pattern.compile(
            "\\s*--\\s*changeset\\s+(\"[^\"]+\"|[^:]+):\\s*(\"[^\"]+\"|\\S+)(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z]+):(\"[^\"]*\"|\\S*)");
    private static final Pattern NOTE = Pattern.compile(
            "\\s*--\\s*(?:comments?:?|validCheckSum:?|preconditions|precondition-[a-z-]+)(?:\\s.*)?|"
                    + "\\s*--\\s*(?:ignoreLines|property|rollback)\\b.*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ROLLBACK = Pattern.compile("\\s*--\\s*rollback (.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMENT = Pattern.compile("--\\s*comment:? (.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern REFERENCE = Pattern.compile(
            "changesetId:(\\S+)\\s+changesetAuthor:(\\S+)(?:\\s+changesetPath:(\\S+))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLOCK =
            Pattern.compile("\\s*/\\*\\s*liquibase\\s*rollback\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLOCK_END = Pattern.compile("\\*/\\s*$");

    private final String author;
    private final String id;
    private final Map<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final int opening;
    private int last;
    private int lastApplying;
    private int lastTakingBack;
    private String comment = "";
    private final ChangesetConditions conditions = new ChangesetConditions();
    private final BitSet rollbackBlock = new BitSet();
    private final BitSet ignored = new BitSet();
    private final StringBuilder rollback = new StringBuilder();
    private boolean begun;
    private boolean inBlock;

    Changeset(int line, Matcher opened) {
        this.opening = line;
        this.last = line;
        this.author = unquoted(opened.group(1)).strip();
        this.id = unquoted(opened.group(2));
        Matcher attribute = ATTRIBUTE.matcher(opened.group(3));
        while (attribute.find()) {
            attributes.putIfAbsent(attribute.group(1), unquoted(attribute.group(2)));
        }
    }

    /** Takes a line that is passed over. */
    void ignore(int number) {
        last = number;
        ignored.set(number);
    }

    /** Returns whether what stands here takes it back, up to the end of a comment. */
    boolean isInBlock() {
        return inBlock;
    }

    /** Takes a line that opens no other changeset. */
    void line(int number, String text) {
        last = number;
        if (inBlock) {
            rollbackBlock.set(number);
            takeRollback(number, inBlock(text));
            inBlock = !BLOCK_END.matcher(text).find();
            return;
        }
        Matcher matcher;
        if (BLOCK.matcher(text).matches()) {
            ignored.set(number);
            inBlock = true;
        } else if ((matcher = ROLLBACK.matcher(text)).matches()) {
            takeRollback(number, matcher.group(1));
        } else if ((matcher = COMMENT.matcher(text)).matches()) {
            comment = matcher.group(1);
        } else if (!conditions.take(number, text, begun)
                && !text.isBlank()
                && !text.strip().startsWith("--")) {
            begun = true;
            lastApplying = number;
        }
    }

    /** Returns what a line of a rollback block says; only at a line's end does its comment end. */
    private static String inBlock(String text) {
        return BLOCK_END.matcher(text).replaceFirst("");
    }

    private void takeRollback(int number, String text) {
        lastTakingBack = text.isBlank() ? lastTakingBack : number;
        rollback.append(text).append('\n');
    }

    String author() {
        return author;
    }

    String id() {
        return id;
    }

    int opening() {
        return opening;
    }

    int last() {
        return last;
    }

    String comment() {
        return comment;
    }

    /** Returns what has to hold before it runs, by the line of each. */
    Map<Integer, Precondition> preconditions() {
        return conditions.all();
    }

    /** Returns what its preconditions say that cannot be heeded, or empty. */
    Optional<String> unknownCondition() {
        return conditions.unknown();
    }

    Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    boolean isTrue(String name) {
        return attribute(name).filter(value -> value.equalsIgnoreCase("true")).isPresent();
    }

    boolean isFalse(String name) {
        return attribute(name).filter(value -> !value.equalsIgnoreCase("true")).isPresent();
    }

    /** Returns whether it says how it is taken back. */
    boolean hasRollback() {
        return !rollback.toString().isBlank();
    }

    /** Returns whether it says that nothing needs to be done to take it back. */
    boolean isRollbackEmpty() {
        String text = rollback.toString().strip().toLowerCase(Locale.ROOT);
        return text.startsWith("not required") || text.startsWith("empty");
    }

    /** Returns the changeset that is run to take it back, as {@code path::id::author}, or empty where none is. */
    Optional<String> rollbackBy(String path) {
        Matcher reference = REFERENCE.matcher(rollback);
        return reference.find()
                ? Optional.of(Optional.ofNullable(reference.group(3)).orElse(path) + "::" + reference.group(1) + "::"
                        + reference.group(2))
                : Optional.empty();
    }

    /** Returns a line of what applies. */
    String applies(int number, String text) {
        boolean other = ignored.get(number)
                || rollbackBlock.get(number)
                || NOTE.matcher(text).matches();
        return other ? "" : ended(text, attribute("endDelimiter"), number == lastApplying);
    }

    /** Returns a line of what applies, with the queries of the preconditions. */
    String asksAndApplies(int number, String text) {
        return conditions.query(number).orElseGet(() -> applies(number, text));
    }

    /** Returns a line of what takes back. */
    String takesBack(int number, String text) {
        Optional<String> delimiter = attribute("rollbackEndDelimiter");
        if (rollbackBlock.get(number)) {
            return ended(inBlock(text), delimiter, number == lastTakingBack);
        }
        Matcher matcher = ROLLBACK.matcher(text);
        return !ignored.get(number) && matcher.matches() && !isRollbackEmpty()
                ? ended(matcher.group(1), delimiter, number == lastTakingBack)
                : "";
    }

    /** Returns a line with a semicolon for the text that ends a statement, which stands at a line's end. */
    private static String ended(String text, Optional<String> delimiter, boolean isLast) {
        String line = text.strip();
        if (delimiter.isEmpty()) {
            return line.equalsIgnoreCase("GO") || line.equals("/") ? ";" : text;
        }
        String written = delimiter.get();
        // Of several characters it is a regular expression.
        String token = written.replaceAll("^(?:\\\\[nr]|\\\\s[*+]?)+|(?:\\\\[nr]|\\\\s[*+]?|(?<!\\\\)\\$)+$", "")
                .replaceAll("\\\\([^A-Za-z0-9])", "$1")
                .strip();
        token = token.isEmpty() ? written : token;
        // A slash ends comments, and divides.
        boolean slash = token.equals("/") && (!isLast || line.endsWith("*/"));
        boolean alone = written.startsWith("\\n") || slash || token.chars().allMatch(Character::isLetter);
        if (line.equalsIgnoreCase(token)) {
            return ";";
        }
        boolean ends = !alone && line.toLowerCase(Locale.ROOT).endsWith(token.toLowerCase(Locale.ROOT));
        return ends ? text.stripTrailing().substring(0, text.stripTrailing().length() - token.length()) + ";" : text;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
