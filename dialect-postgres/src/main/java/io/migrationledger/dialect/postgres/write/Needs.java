package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.CompositeType;
import io.migrationledger.spi.schema.Domain;
import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.View;
import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has to be there when something is made, and as long as it is there. It is less than what a text {@link Mentions mentions}:
 * texts of functions are not looked into, and a function counts where it is called. Its name has a parenthesis: {@code f(}.
 */
final class Needs {
    private static final Set<String> MODES = Set.of("IN", "OUT", "INOUT", "VARIADIC");

    private final Set<String> names = new TreeSet<>();

    private Needs() {}

    /** Returns the name by which others need it. */
    static String name(SchemaItem item) {
        return item instanceof Routine ? item.name() + "(" : item.name();
    }

    static Set<String> of(SchemaItem item) {
        Needs needs = new Needs();
        if (item instanceof Routine routine) {
            needs.routine(routine);
        } else if (item instanceof View view) {
            needs.all(tokens(view.definition()));
        } else if (item instanceof Table table) {
            needs.table(table);
        } else if (item instanceof Domain domain) {
            needs.domain(domain);
        } else if (item instanceof CompositeType type) {
            type.attributes().forEach(one -> needs.all(tokens(one.type())));
        }
        return needs.names;
    }

    /** Returns what the checks, indexes and so on of a table need: functions, which may need the table itself. */
    static Set<String> ofParts(Table table) {
        Needs needs = new Needs();
        needs.names.add(table.name());
        table.checks().forEach(check -> needs.calls(check.expression()));
        table.indexes().forEach(index -> {
            index.parts().forEach(part -> needs.calls(part.expression()));
            index.predicate().ifPresent(needs::calls);
        });
        table.others().forEach(other -> needs.calls(other.definition()));
        return needs.names;
    }

    /** Returns the functions that a statement calls. */
    static Set<String> called(String statement) {
        Needs needs = new Needs();
        needs.calls(statement);
        return needs.names;
    }

    /** Returns what comes before the language: the name, the arguments, what is given back. */
    static String head(Routine routine) {
        return routine.definition().split("\\n LANGUAGE |\\nAS ", 2)[0];
    }

    private void routine(Routine routine) {
        String head = head(routine);
        List<SqlToken> tokens = tokens(head);
        int first = 0;
        while (first < tokens.size() && !tokens.get(first).text().equals("(")) {
            first++;
        }
        for (int i = first; i < tokens.size(); i++) {
            if (!isNameOfArgument(tokens, i)) {
                add(tokens, i);
            }
        }
        if (!Bodies.isText(routine)) {
            all(tokens(routine.definition().substring(head.length())));
        }
    }

    private static boolean isNameOfArgument(List<SqlToken> tokens, int i) {
        if (i == 0 || i + 1 == tokens.size() || !isName(tokens.get(i)) || !isName(tokens.get(i + 1))) {
            return false;
        }
        SqlToken before = tokens.get(i - 1);
        return !tokens.get(i + 1).is("DEFAULT")
                && (before.text().equals("(") || before.text().equals(",") || MODES.contains(before.text()));
    }

    private void table(Table table) {
        table.partitionOf().ifPresent(of -> all(tokens(of.table())));
        all(tokens(table.options().getOrDefault("inherits", "")));
        table.columns().forEach(column -> {
            all(tokens(column.type()));
            column.defaultValue().ifPresent(this::calls);
            column.generated().ifPresent(generated -> calls(generated.expression()));
        });
    }

    private void domain(Domain domain) {
        all(tokens(domain.type()));
        domain.defaultValue().ifPresent(this::calls);
        domain.checks().stream().map(Check::expression).forEach(this::calls);
    }

    /** Columns have the names of tables. */
    private void calls(String expression) {
        List<SqlToken> tokens = tokens(expression);
        for (int i = 0; i < tokens.size(); i++) {
            call(tokens, i);
        }
    }

    private void all(List<SqlToken> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            add(tokens, i);
        }
    }

    private void add(List<SqlToken> tokens, int i) {
        if (isName(tokens.get(i))) {
            names.add(tokens.get(i).identifier());
            call(tokens, i);
        }
    }

    private void call(List<SqlToken> tokens, int i) {
        if (isName(tokens.get(i))
                && i + 1 < tokens.size()
                && tokens.get(i + 1).text().equals("(")) {
            names.add(tokens.get(i).identifier() + "(");
        }
    }

    private static boolean isName(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER;
    }

    private static List<SqlToken> tokens(String text) {
        try {
            return SqlTokens.of(text, SqlSyntaxes.POSTGRESQL);
        } catch (SqlSyntaxException e) {
            return List.of();
        }
    }
}
