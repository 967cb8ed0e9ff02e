package io.migrationledger.spi.support;

import io.migrationledger.migration.Sha256;
import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells by a catalog whether a statement of DDL has taken effect: the objects that it names are looked up before it runs
 * and after a crash. Only reads. Names are compared without regard to case, whatever the database folds them to: at worst
 * that describes one object too many, and a change of it becomes a question. A name without a schema is looked for in
 * {@code CURRENT_SCHEMA}, unless {@link #withCurrentSchema} says another expression.
 *
 * <p>For databases where a statement of DDL that was cut off leaves nothing behind, or only what does not show in the views
 * given here; what else it can leave behind is the driver's to find.
 */
public final class CatalogProbe {
    private static final String ABSENT = "absent";
    private static final String RESTART = "RESTART";

    private final JdbcSql sql;
    private final Function<String, List<CatalogView>> views;
    private final Set<String> repeatable;
    private final Set<String> moving;
    private final Set<String> nextKeys;
    private final String currentSchema;

    /**
     * Creates a probe.
     *
     * @param sql the session's statements
     * @param views returns the views that show objects of a kind, such as {@link CatalogView#standard}
     * @param repeatable the verbs, in upper case, whose effect does not show and is the same the second time: {@code GRANT}
     * @param moving those of their columns, as the database spells them, that change without any DDL: row counts
     * @param nextKeys those of their columns that hold the next key of a sequence or a table, and move with it: compared
     *     only for statements that say RESTART
     */
    public CatalogProbe(
            JdbcSql sql,
            Function<String, List<CatalogView>> views,
            Set<String> repeatable,
            Set<String> moving,
            Set<String> nextKeys) {
        this(sql, views, repeatable, moving, nextKeys, "CURRENT_SCHEMA");
    }

    private CatalogProbe(
            JdbcSql sql,
            Function<String, List<CatalogView>> views,
            Set<String> repeatable,
            Set<String> moving,
            Set<String> nextKeys,
            String currentSchema) {
        this.sql = sql;
        this.views = views;
        this.repeatable = Set.copyOf(repeatable);
        this.moving = Set.copyOf(moving);
        this.nextKeys = Set.copyOf(nextKeys);
        this.currentSchema = currentSchema;
    }

    /**
     * Returns the same probe for a database whose current schema has another name than the standard's.
     *
     * @param expression {@code SCHEMA_NAME()} on SQL Server, {@code SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')} on Oracle
     */
    public CatalogProbe withCurrentSchema(String expression) {
        return new CatalogProbe(sql, views, repeatable, moving, nextKeys, expression);
    }

    /** Returns a line that is the same as long as the objects are the same: {@code absent}, or a hash of what is shown. */
    public String fingerprint(DdlStatement statement) throws SQLException {
        List<String> facts = new ArrayList<>();
        for (ObjectName name : statement.names()) {
            for (CatalogView view : views.apply(statement.kind())) {
                for (Map<String, String> row : rows(view, name)) {
                    row.keySet().removeAll(moving);
                    if (!statement.words().contains(RESTART)) {
                        row.keySet().removeAll(nextKeys);
                    }
                    facts.add(view.view() + row);
                }
            }
        }
        facts.sort(null);
        return facts.isEmpty() ? ABSENT : Sha256.hex(String.join("\n", facts));
    }

    /**
     * Compares with what was before the statement.
     *
     * @param before what {@link #fingerprint} returned
     * @return {@code Repeatable} for the verbs that are; {@code DidNotHappen} where nothing has changed; {@code Happened}
     *     where CREATE finds the objects, DROP does not, and another verb finds them changed; {@code Undecided} where that
     *     does not show whether all of it was done: a statement of which it is not known what it names, CREATE TABLE with
     *     rows, RESTART of a sequence, and whatever has vanished or come though the verb says otherwise
     */
    public Verdict verdict(DdlStatement statement, String before) throws SQLException {
        if (repeatable.contains(statement.verb())) {
            return new Verdict.Repeatable(statement.verb() + " does the same the second time");
        }
        if (statement.names().isEmpty()) {
            return new Verdict.Undecided("the driver does not know what it changes", "");
        }
        String now = fingerprint(statement);
        if (now.equals(before)) {
            return new Verdict.DidNotHappen();
        }
        Set<String> words = statement.words();
        boolean fills = statement.kind().equals("TABLE") && (words.contains("SELECT") || words.contains("VALUES"));
        boolean asItWould = switch (statement.verb()) {
            case "CREATE" -> !now.equals(ABSENT) && !fills;
            case "DROP" -> now.equals(ABSENT);
            default -> (!now.equals(ABSENT) || words.contains("RENAME")) && !words.contains(RESTART);
        };
        return asItWould
                ? new Verdict.Happened()
                : new Verdict.Undecided(
                        "what it names has changed, and that does not show whether the statement did it, and all of it",
                        look(statement));
    }

    private List<Map<String, String>> rows(CatalogView view, ObjectName name) throws SQLException {
        String query = "SELECT * FROM " + view.view() + " WHERE UPPER(" + view.nameColumn() + ") = UPPER(?)";
        if (view.schemaColumn().isEmpty()) {
            return sql.named(query, name.name());
        }
        String inSchema = query + " AND UPPER(" + view.schemaColumn() + ") = UPPER(";
        return name.schema().isEmpty()
                ? sql.named(inSchema + currentSchema + ")", name.name())
                : sql.named(inSchema + "?)", name.name(), name.schema());
    }

    /** Returns a query that shows a person the first of the objects. */
    private String look(DdlStatement statement) {
        String name = statement.names().get(0).name().replace("'", "''");
        return views.apply(statement.kind()).stream()
                .findFirst()
                .map(view -> "SELECT * FROM " + view.view() + " WHERE UPPER(" + view.nameColumn() + ") = UPPER('" + name
                        + "')")
                .orElse("");
    }
}
