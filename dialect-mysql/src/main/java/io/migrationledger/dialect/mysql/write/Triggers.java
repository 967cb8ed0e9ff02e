package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The triggers of one table. Those of one time and event run in the order in which they were made. */
final class Triggers {
    private static final Pattern OCCASION =
            Pattern.compile("(?is)CREATE TRIGGER `(?:[^`]|``)*` (BEFORE|AFTER) (INSERT|UPDATE|DELETE) .*");

    private final List<Trigger> from;
    private final List<Trigger> to;

    Triggers(@Nullable Table from, @Nullable Table to) {
        this.from = from == null ? List.of() : from.triggers();
        this.to = to == null ? List.of() : to.triggers();
    }

    private static String occasion(Trigger trigger) {
        Matcher matcher = OCCASION.matcher(trigger.definition());
        return matcher.matches() ? (matcher.group(1) + " " + matcher.group(2)).toUpperCase(Locale.ROOT) : "";
    }

    private static List<Trigger> of(List<Trigger> triggers, String occasion) {
        return triggers.stream()
                .filter(trigger -> occasion(trigger).equals(occasion))
                .sorted(Comparator.comparingInt(Triggers::place))
                .toList();
    }

    private static int place(Trigger trigger) {
        return Integer.parseInt(trigger.options().getOrDefault("order", "1"));
    }

    private Stream<String> changed() {
        return Stream.concat(from.stream(), to.stream())
                .map(Triggers::occasion)
                .distinct()
                .sorted()
                .filter(occasion -> !of(from, occasion).equals(of(to, occasion)));
    }

    /** The place changes when the one before it goes. */
    private int kept(String occasion) {
        List<Trigger> before = of(from, occasion);
        List<Trigger> after = of(to, occasion);
        int i = 0;
        while (i < before.size() && i < after.size() && before.get(i).equals(after.get(i))) {
            i++;
        }
        return i;
    }

    List<SchemaStatement> drops() {
        return changed()
                .flatMap(occasion -> of(from, occasion).stream().skip(kept(occasion)))
                .map(trigger -> SchemaStatement.of("DROP TRIGGER " + Sql.name(trigger.name())))
                .toList();
    }

    List<Trigger> creations() {
        return changed()
                .flatMap(occasion -> of(to, occasion).stream().skip(kept(occasion)))
                .toList();
    }
}
