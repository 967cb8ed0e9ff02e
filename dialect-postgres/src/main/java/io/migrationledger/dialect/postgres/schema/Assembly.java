package io.migrationledger.dialect.postgres.schema;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.CompositeType;
import io.migrationledger.spi.schema.Domain;
import io.migrationledger.spi.schema.EnumType;
import io.migrationledger.spi.schema.Extension;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.PartitionOf;
import io.migrationledger.spi.schema.Partitioning;
import io.migrationledger.spi.schema.Policy;
import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.schema.View;
import io.migrationledger.spi.support.CatalogParts;
import io.migrationledger.spi.support.CatalogRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts together what the queries say of one relation. */
final class Assembly {
    /**
     * What initdb writes beside the schema {@code public} of its template, and so of every database (<a
     * href="https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_namespace.dat">pg_namespace.dat</a>):
     * nobody said it of this one.
     */
    private static final String OF_EVERY_DATABASE = "standard public schema";

    private final List<CatalogRow> relations;
    private final Constraints constraints;
    private final CatalogParts<Index> indexes;
    private final CatalogParts<Column> columns = new CatalogParts<>();
    private final CatalogParts<Trigger> triggers = new CatalogParts<>();
    private final CatalogParts<Other> others = new CatalogParts<>();
    private final CatalogParts<Policy> policies = new CatalogParts<>();

    Assembly(
            List<CatalogRow> relations,
            List<CatalogRow> columns,
            Constraints constraints,
            CatalogParts<Index> indexes,
            List<CatalogRow> parts,
            List<CatalogRow> policies) {
        this.relations = relations;
        this.constraints = constraints;
        this.indexes = indexes;
        columns.forEach(row -> this.columns.add(row.text("relname"), column(row)));
        parts.forEach(this::part);
        policies.forEach(row -> this.policies.add(row.text("relname"), policy(row)));
    }

    Snapshot snapshot(String server, List<CatalogRow> types, List<CatalogRow> routines, List<CatalogRow> named) {
        Map<String, String> options = new TreeMap<>();
        named.stream()
                .filter(row -> row.text("kind").equals("schema"))
                .forEach(row -> row.optional("comment")
                        .filter(comment -> !comment.equals(OF_EVERY_DATABASE))
                        .ifPresent(comment -> options.put("comment", comment)));
        return new Snapshot(
                "postgres",
                server,
                of("r", "p", "f").map(this::table).toList(),
                of("v", "m").map(this::view).toList(),
                of("S").map(Assembly::sequence).toList(),
                ofType(types, "e")
                        .map(row -> new EnumType(row.text("typname"), row.list("labels"), row.text("comment")))
                        .toList(),
                ofType(types, "d").map(this::domain).toList(),
                of("c").map(row -> new CompositeType(
                                row.text("relname"), columns.of(row.text("relname")), row.text("comment")))
                        .toList(),
                routines.stream().map(Assembly::routine).toList(),
                named.stream()
                        .filter(row -> row.text("kind").equals("extension"))
                        .map(row -> new Extension(row.text("name"), row.text("definition"), row.text("comment")))
                        .toList(),
                List.of(),
                named.stream()
                        .filter(row -> !List.of("schema", "extension").contains(row.text("kind")))
                        .map(row -> new Other(row.text("kind"), row.text("name"), withComment(row, row.options())))
                        .toList(),
                options);
    }

    private Stream<CatalogRow> of(String... kinds) {
        return relations.stream().filter(row -> List.of(kinds).contains(row.text("relkind")));
    }

    private static Stream<CatalogRow> ofType(List<CatalogRow> types, String type) {
        return types.stream().filter(row -> row.text("typtype").equals(type));
    }

    private Table table(CatalogRow row) {
        String name = row.text("relname");
        Map<String, String> options = row.options();
        if (row.text("relkind").equals("f")) {
            options.put("kind", "foreign table");
        }
        return new Table(
                name,
                columns.of(name),
                constraints.keys.of(name),
                constraints.foreignKeys.of(name),
                constraints.checks.of(name),
                indexes.of(name),
                triggers.of(name),
                policies.of(name),
                row.optional("partkey").map(key -> new Partitioning(key, List.of())),
                row.optional("bound").map(bound -> new PartitionOf(row.text("whole"), bound)),
                Stream.concat(others.of(name).stream(), constraints.exclusions.of(name).stream())
                        .toList(),
                options,
                row.text("comment"));
    }

    private View view(CatalogRow row) {
        String name = row.text("relname");
        return new View(
                name,
                row.text("relkind").equals("m"),
                row.text("viewdef"),
                columns.of(name),
                indexes.of(name),
                triggers.of(name),
                others.of(name),
                row.options(),
                row.text("comment"));
    }

    private Column column(CatalogRow row) {
        boolean generated = !row.text("attgenerated").isEmpty();
        Optional<String> expression = row.optional("expression");
        Map<String, String> options = row.options();
        constraints
                .notNull(row.text("relname"), row.text("attname"))
                .forEach((name, value) -> options.put("not null " + name, value));
        return new Column(
                row.text("attname"),
                row.text("type"),
                !row.is("attnotnull"),
                generated ? Optional.empty() : expression,
                generated
                        ? expression.map(text -> new Column.Generated(
                                text, row.text("attgenerated").equals("s")))
                        : Optional.empty(),
                identity(row.text("attidentity")),
                row.optional("collation"),
                options,
                row.text("comment"));
    }

    private static Optional<String> identity(String code) {
        return switch (code) {
            case "a" -> Optional.of("always");
            case "d" -> Optional.of("by default");
            default -> Optional.empty();
        };
    }

    private void part(CatalogRow row) {
        if (row.text("kind").equals("trigger")) {
            triggers.add(
                    row.text("relname"),
                    new Trigger(row.text("name"), row.text("definition"), row.options(), row.text("comment")));
        } else {
            others.add(
                    row.text("relname"),
                    new Other(row.text("kind"), row.text("name"), withComment(row, row.options())));
        }
    }

    /** Returns the definition, with what is said of the object beside it. */
    static String withComment(CatalogRow row, Map<String, String> options) {
        StringBuilder text = new StringBuilder(row.text("definition"));
        options.forEach(
                (name, value) -> text.append("; ").append(name).append(" = ").append(value));
        row.optional("comment").ifPresent(comment -> text.append("; comment = ").append(comment));
        return text.toString();
    }

    private static Policy policy(CatalogRow row) {
        return new Policy(
                row.text("polname"),
                row.is("polpermissive"),
                row.text("command"),
                row.list("roles"),
                row.optional("using"),
                row.optional("check"),
                row.text("comment"));
    }

    private static Sequence sequence(CatalogRow row) {
        Map<String, String> options = row.options();
        options.put("start", row.text("seqstart"));
        options.put("increment", row.text("seqincrement"));
        options.put("minimum", row.text("seqmin"));
        options.put("maximum", row.text("seqmax"));
        options.put("cache", row.text("seqcache"));
        if (row.is("seqcycle")) {
            options.put("cycle", "true");
        }
        row.optional("owner").ifPresent(owner -> options.put("owned by", owner));
        return new Sequence(row.text("relname"), row.text("seqtype"), options, row.text("comment"));
    }

    private Domain domain(CatalogRow row) {
        return new Domain(
                row.text("typname"),
                row.text("base"),
                !row.is("typnotnull"),
                row.optional("expression"),
                row.optional("collation"),
                constraints.ofDomains.of(row.text("typname")),
                Map.of(),
                row.text("comment"));
    }

    /** The server writes the schema before the name, whatever the search_path. */
    private static Routine routine(CatalogRow row) {
        String keyword = row.text("kind").equals("procedure") ? "PROCEDURE " : "FUNCTION ";
        String head = "CREATE OR REPLACE " + keyword + row.text("schema") + ".";
        String definition = row.text("definition");
        return new Routine(
                row.text("kind"),
                row.text("proname"),
                row.text("arguments"),
                definition.startsWith(head)
                        ? "CREATE OR REPLACE " + keyword + definition.substring(head.length())
                        : definition,
                Map.of(),
                row.text("comment"));
    }
}
