package io.migrationledger.docs;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.CompositeType;
import io.migrationledger.spi.schema.Domain;
import io.migrationledger.spi.schema.EnumType;
import io.migrationledger.spi.schema.Extension;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.Partition;
import io.migrationledger.spi.schema.Policy;
import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.schema.ScheduledEvent;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is said of parts of a schema in one line, in whatever form. */
final class Facts {
    private Facts() {}

    static String comment(SchemaItem item) {
        if (item instanceof Table one) {
            return one.comment();
        } else if (item instanceof View one) {
            return one.comment();
        } else if (item instanceof Sequence one) {
            return one.comment();
        } else if (item instanceof EnumType one) {
            return one.comment();
        } else if (item instanceof Domain one) {
            return one.comment();
        } else if (item instanceof CompositeType one) {
            return one.comment();
        } else if (item instanceof Routine one) {
            return one.comment();
        } else if (item instanceof Extension one) {
            return one.comment();
        } else if (item instanceof ScheduledEvent one) {
            return one.comment();
        } else {
            return item instanceof Other ? "" : item.name();
        }
    }

    static String type(Domain domain) {
        return domain.type()
                + (domain.nullable() ? "" : " NOT NULL")
                + domain.defaultValue().map(value -> " DEFAULT " + value).orElse("")
                + domain.collation().map(name -> " COLLATE " + name).orElse("");
    }

    static String notes(Column column) {
        List<String> notes = new ArrayList<>();
        column.identity().ifPresent(how -> notes.add("numbered: " + how));
        column.generated()
                .ifPresent(
                        how -> notes.add((how.stored() ? "computed and stored: " : "computed: ") + how.expression()));
        column.collation().ifPresent(name -> notes.add("collation: " + name));
        add(notes, column.options(), column.comment());
        return String.join("; ", notes);
    }

    static String parts(Index index) {
        List<String> parts = new ArrayList<>();
        for (Index.Part part : index.parts()) {
            String options = notes(part.options(), "");
            parts.add((part.column().isEmpty() ? part.expression() : part.column())
                    + (part.descending() ? " DESC" : "")
                    + (options.isEmpty() ? "" : " (" + options + ")"));
        }
        return String.join(", ", parts);
    }

    static String notes(Index index) {
        List<String> notes = new ArrayList<>();
        if (index.unique()) {
            notes.add("unique");
        }
        if (!index.method().isEmpty()) {
            notes.add(index.method());
        }
        if (!index.included().isEmpty()) {
            notes.add("with " + String.join(", ", index.included()));
        }
        index.predicate().ifPresent(where -> notes.add("where " + where));
        if (!index.valid()) {
            notes.add("not valid: the database does not use it");
        }
        add(notes, index.options(), index.comment());
        return String.join("; ", notes);
    }

    static String notes(ForeignKey key) {
        List<String> notes = new ArrayList<>();
        if (!key.onDelete().equals("NO ACTION")) {
            notes.add("on delete " + key.onDelete());
        }
        if (!key.onUpdate().equals("NO ACTION")) {
            notes.add("on update " + key.onUpdate());
        }
        add(notes, key.options(), key.comment());
        return String.join("; ", notes);
    }

    static String notes(Partition partition) {
        List<String> notes = new ArrayList<>();
        if (!partition.subpartitions().isEmpty()) {
            notes.add("divided into " + String.join(", ", partition.subpartitions()));
        }
        add(notes, partition.options(), partition.comment());
        return String.join("; ", notes);
    }

    static String text(Policy policy) {
        return (policy.permissive() ? "permissive" : "restrictive") + " for " + policy.command() + " to "
                + String.join(", ", policy.roles())
                + policy.using().map(rows -> "; rows that are seen: " + rows).orElse("")
                + policy.check()
                        .map(rows -> "; rows that may be written: " + rows)
                        .orElse("");
    }

    static String notes(Map<String, String> options, String comment) {
        List<String> notes = new ArrayList<>();
        add(notes, options, comment);
        return String.join("; ", notes);
    }

    private static void add(List<String> notes, Map<String, String> options, String comment) {
        options.forEach(
                (name, value) -> notes.add(value.isEmpty() || value.equals("true") ? name : name + ": " + value));
        if (!comment.isEmpty()) {
            notes.add(comment);
        }
    }
}
