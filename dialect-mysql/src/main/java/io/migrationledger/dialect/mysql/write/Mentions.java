package io.migrationledger.dialect.mysql.write;

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

/** Which names a text mentions, and the order that follows. */
final class Mentions {
    private Mentions() {}

    /** Returns all names in a text; a text that cannot be read mentions none. */
    static Set<String> in(String text, boolean mariadb) {
        Set<String> names = new TreeSet<>();
        try {
            for (SqlToken token : SqlTokens.of(text, mariadb ? SqlSyntaxes.MARIADB : SqlSyntaxes.MYSQL)) {
                if (token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER) {
                    names.add(token.identifier());
                }
            }
        } catch (SqlSyntaxException e) {
            return Set.of();
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
