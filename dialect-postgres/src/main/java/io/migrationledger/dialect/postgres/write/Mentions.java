package io.migrationledger.dialect.postgres.write;

import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Which names a text mentions, and the order that follows. */
final class Mentions {
    private static final Pattern WORD = Pattern.compile("\\w+");

    private Mentions() {}

    /** Returns all names in a text, and in the texts that stand in it as constants: {@code nextval('ticket')}, bodies. */
    static Set<String> in(String text) {
        Set<String> names = new TreeSet<>();
        try {
            for (SqlToken token : SqlTokens.of(text, SqlSyntaxes.POSTGRESQL)) {
                if (token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER) {
                    names.add(token.identifier());
                } else {
                    WORD.matcher(token.text()).results().forEach(word -> names.add(word.group()));
                }
            }
        } catch (SqlSyntaxException e) {
            WORD.matcher(text).results().forEach(word -> names.add(word.group()));
        }
        return names;
    }

    /** Puts each behind those that it needs; in a circle the first stays before the others. */
    static <T> List<T> ordered(List<T> items, Function<T, String> name, Function<T, Set<String>> needs) {
        Set<T> done = new LinkedHashSet<>();
        items.forEach(item -> visit(item, items, name, needs, done, new LinkedHashSet<>()));
        return new ArrayList<>(done);
    }

    private static <T> void visit(
            T item, List<T> items, Function<T, String> name, Function<T, Set<String>> needs, Set<T> done, Set<T> open) {
        if (done.contains(item) || !open.add(item)) {
            return;
        }
        Set<String> needed = needs.apply(item);
        items.stream()
                .filter(other -> needed.contains(name.apply(other)))
                .forEach(other -> visit(other, items, name, needs, done, open));
        done.add(item);
    }
}
