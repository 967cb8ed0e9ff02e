package io.migrationledger.layouts;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that {@code --property} lines give to placeholders
 * (<a href="https://docs.liquibase.com/concepts/changelogs/property-substitution.html">Liquibase's manual</a>). The first
 * value of a name holds, in this file and in those behind it; {@code global:false} is for the file alone.
 */
final class LiquibaseProperties {
    private static final Pattern LINE = Pattern.compile("\\s*--\\s*property\\s+(.*)", Pattern.CASE_INSENSITIVE);
    /** As Liquibase 4.31 reads them: no value has a space. */
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+):(\\S+)");

    private final Map<String, String> global = new HashMap<>();
    private final Map<String, String> ofFile = new HashMap<>();

    /** Begins another file. */
    void nextFile() {
        ofFile.clear();
    }

    /**
     * Takes a line, and returns whether it is one of these.
     *
     * @param here tells from the attributes whether it is for this database and for what a person chose
     */
    boolean take(String text, Predicate<Map<String, String>> here) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return false;
        }
        Map<String, String> attributes = new HashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(line.group(1));
        while (attribute.find()) {
            attributes.putIfAbsent(attribute.group(1), attribute.group(2));
        }
        Optional<String> name = Optional.ofNullable(attributes.get("name"));
        Optional<String> value = Optional.ofNullable(attributes.get("value"));
        if (name.isPresent() && value.isPresent() && here.test(attributes)) {
            boolean alone = "false".equalsIgnoreCase(attributes.get("global"));
            (alone ? ofFile : global).putIfAbsent(name.get(), value.get());
        }
        return true;
    }

    /** Returns what holds in this file so far. */
    Map<String, String> values() {
        Map<String, String> values = new HashMap<>(ofFile);
        global.forEach(values::putIfAbsent);
        return Map.copyOf(values);
    }
}
