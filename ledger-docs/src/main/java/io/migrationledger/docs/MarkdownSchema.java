package io.migrationledger.docs;

import io.migrationledger.page.Figures;
import io.migrationledger.page.Markdown;
import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.CompositeType;
import io.migrationledger.spi.schema.Domain;
import io.migrationledger.spi.schema.EnumType;
import io.migrationledger.spi.schema.Extension;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.Policy;
import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.schema.ScheduledEvent;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.schema.View;
import java.util.List;
import java.util.Map;

/** A schema as Markdown. */
final class MarkdownSchema {
    private final Snapshot snapshot;
    private final ChangesOfSnapshot changes;
    private final DocumentOptions options;

    MarkdownSchema(Snapshot snapshot, ChangesOfSnapshot changes, DocumentOptions options) {
        this.snapshot = snapshot;
        this.changes = changes;
        this.options = options;
    }

    void write(Appendable out) {
        Markdown markdown = new Markdown(out, options.secrets());
        markdown.line("# Schema").line();
        markdown.line(markdown.code(snapshot.server())
                        + options.subject()
                                .map(subject -> ", " + markdown.code(subject))
                                .orElse("")
                        + options.madeAt()
                                .map(at -> ", on " + Figures.time(at) + " UTC")
                                .orElse(""))
                .line();
        options(markdown, snapshot.options());
        Mermaid.write(markdown, snapshot, new References(snapshot));
        for (SchemaItem item : snapshot.items().toList()) {
            markdown.line("## " + item(markdown, item)).line();
            said(markdown, Facts.comment(item));
            changes.of(item)
                    .ifPresent(change -> markdown.line("Last changed by the script of "
                                    + markdown.code(change.migration().toString())
                                    + (change.rolledBack() ? ", as it was rolled back." : "."))
                            .line());
            contents(markdown, item);
        }
    }

    /** A kind is a word of this program, but for those that a driver has no name for. */
    private static String item(Markdown markdown, SchemaItem item) {
        String kind = item instanceof Other ? markdown.code(item.kind()) : item.kind();
        return kind + " " + markdown.code(item.identity());
    }

    private static void contents(Markdown markdown, SchemaItem item) {
        if (item instanceof Table table) {
            columns(markdown, table.columns());
            parts(markdown, table);
        } else if (item instanceof View view) {
            columns(markdown, view.columns());
            view.indexes().forEach(index -> line(markdown, "index", index.name(), index(index)));
            options(markdown, view.options());
            markdown.line().fence("sql", view.definition());
            triggers(markdown, view.triggers());
            others(markdown, view.others());
        } else if (item instanceof Sequence sequence) {
            said(markdown, sequence.type() + " " + Facts.notes(sequence.options(), ""));
        } else if (item instanceof EnumType type) {
            type.values().forEach(value -> markdown.line("- " + markdown.code(value)));
            markdown.line();
        } else if (item instanceof Domain domain) {
            said(markdown, Facts.type(domain));
            domain.checks().forEach(check -> line(markdown, "check", check.name(), check(check)));
            markdown.line();
            options(markdown, domain.options());
        } else if (item instanceof CompositeType type) {
            columns(markdown, type.attributes());
        } else if (item instanceof Routine routine) {
            options(markdown, routine.options());
            markdown.fence("sql", routine.definition());
        } else if (item instanceof Extension extension) {
            said(markdown, extension.version());
        } else if (item instanceof ScheduledEvent event) {
            said(markdown, event.schedule());
            options(markdown, event.options());
            markdown.fence("sql", event.definition());
        } else if (item instanceof Other other) {
            markdown.fence("", other.definition());
        }
    }

    private static void columns(Markdown markdown, List<Column> columns) {
        if (columns.isEmpty()) {
            return;
        }
        markdown.line("| Column | Type | Null | Default | Notes |").line("|---|---|---|---|---|");
        for (Column column : columns) {
            markdown.line("| " + markdown.cell(column.name()) + " | " + markdown.cell(column.type()) + " | "
                    + (column.nullable() ? "yes" : "no") + " | "
                    + markdown.cell(column.defaultValue().orElse("")) + " | " + markdown.cell(Facts.notes(column))
                    + " |");
        }
        markdown.line();
    }

    private static void parts(Markdown markdown, Table table) {
        if (!table.options().isEmpty()) {
            line(markdown, "options", Facts.notes(table.options(), ""));
        }
        table.partitionOf().ifPresent(whole -> line(markdown, "part of", whole.table(), whole.bound()));
        table.partitioning().ifPresent(how -> {
            line(markdown, "divided by", how.by());
            how.partitions().forEach(part -> line(markdown, "partition", part.name(), part.bound(), Facts.notes(part)));
        });
        for (Key key : table.keys()) {
            line(
                    markdown,
                    key.primary() ? "primary key" : "unique",
                    key.name(),
                    String.join(", ", key.columns()),
                    Facts.notes(key.options(), key.comment()));
        }
        for (ForeignKey key : table.foreignKeys()) {
            line(
                    markdown,
                    "foreign key",
                    key.name(),
                    String.join(", ", key.columns()) + " → " + key.referencedTable() + " ("
                            + String.join(", ", key.referencedColumns()) + ") " + Facts.notes(key));
        }
        for (Index index : table.indexes()) {
            line(markdown, "index", index.name(), index(index));
        }
        for (Check check : table.checks()) {
            line(markdown, "check", check.name(), check(check));
        }
        for (Policy policy : table.policies()) {
            line(markdown, "policy", policy.name(), Facts.text(policy), policy.comment());
        }
        markdown.line();
        triggers(markdown, table.triggers());
        others(markdown, table.others());
    }

    private static void triggers(Markdown markdown, List<Trigger> triggers) {
        for (Trigger trigger : triggers) {
            line(markdown, "trigger", trigger.name(), Facts.notes(trigger.options(), trigger.comment()));
            markdown.line().fence("sql", trigger.definition());
        }
    }

    private static void others(Markdown markdown, List<Other> others) {
        for (Other other : others) {
            line(markdown, "other", other.kind(), other.name());
            markdown.line().fence("", other.definition());
        }
    }

    private static void options(Markdown markdown, Map<String, String> options) {
        if (!options.isEmpty()) {
            line(markdown, "options", Facts.notes(options, ""));
            markdown.line();
        }
    }

    private static String index(Index index) {
        String notes = Facts.notes(index);
        return Facts.parts(index) + (notes.isEmpty() ? "" : "; " + notes);
    }

    private static String check(Check check) {
        String notes = Facts.notes(check.options(), check.comment());
        return check.expression() + (notes.isEmpty() ? "" : "; " + notes);
    }

    private static void line(Markdown markdown, String what, String... said) {
        StringBuilder line = new StringBuilder("- ").append(what);
        for (String text : said) {
            String code = markdown.code(text);
            line.append(code.isEmpty() ? "" : " ").append(code);
        }
        markdown.line(line.toString());
    }

    private static void said(Markdown markdown, String text) {
        if (!text.isBlank()) {
            markdown.line(markdown.code(text)).line();
        }
    }
}
