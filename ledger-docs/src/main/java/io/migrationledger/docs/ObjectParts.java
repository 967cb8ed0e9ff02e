package io.migrationledger.docs;

import io.migrationledger.page.Html;
import io.migrationledger.page.Table;
import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.CompositeType;
import io.migrationledger.spi.schema.Domain;
import io.migrationledger.spi.schema.EnumType;
import io.migrationledger.spi.schema.Extension;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.schema.ScheduledEvent;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.schema.View;
import java.util.List;
import java.util.Map;

/** What the articles of objects are made of. Confined to one thread. */
final class ObjectParts {
    private final Html html;
    private final ChangesOfSnapshot changes;

    ObjectParts(Html html, ChangesOfSnapshot changes) {
        this.html = html;
        this.changes = changes;
    }

    /** Begins an article with its name, its kind, its comment, and what last changed it. */
    void begin(SchemaItem item) {
        String anchor = Anchors.of(item);
        html.open(
                        "article",
                        "class",
                        "migration object",
                        "id",
                        anchor,
                        "data-kind",
                        item.kind(),
                        "aria-labelledby",
                        anchor + "-name")
                .line();
        html.open("div", "class", "head").open("h3", "id", anchor + "-name");
        html.open("span", "class", "id").foreign(item.identity()).close("h3");
        html.element("span", item.kind(), "class", "badge").close("div").line();
        comment(Facts.comment(item));
        changes.of(item).ifPresent(change -> {
            html.open("p", "class", "facts-line").text("Last changed by the script of ");
            html.foreign(change.migration().toString());
            html.text(change.rolledBack() ? ", as it was rolled back." : ".")
                    .close()
                    .line();
        });
    }

    /** Writes what is no table. */
    void contents(SchemaItem item) {
        if (item instanceof View view) {
            columns(view.columns(), view.name());
            indexes(view.indexes(), view.name());
            options(view.options());
            definition("Definition", view.definition());
            triggers(view.triggers());
            others(view.others());
        } else if (item instanceof Sequence sequence) {
            fact("Type", sequence.type());
            options(sequence.options());
        } else if (item instanceof EnumType type) {
            html.open("ol", "class", "objects");
            for (String value : type.values()) {
                html.open("li").open("code").foreign(value).close().close();
            }
            html.close("ol").line();
        } else if (item instanceof Domain domain) {
            fact("Type", Facts.type(domain));
            checks(domain.checks(), domain.name());
            options(domain.options());
        } else if (item instanceof CompositeType type) {
            columns(type.attributes(), type.name());
        } else if (item instanceof Routine routine) {
            options(routine.options());
            definition("Definition", routine.definition());
        } else if (item instanceof Extension extension) {
            fact("Version", extension.version());
        } else if (item instanceof ScheduledEvent event) {
            fact("Schedule", event.schedule());
            options(event.options());
            definition("Definition", event.definition());
        } else if (item instanceof Other other) {
            definition("Definition", other.definition());
        }
    }

    void comment(String comment) {
        if (!comment.isEmpty()) {
            html.open("p", "class", "lines").foreign(comment).close().line();
        }
    }

    void columns(List<Column> columns, String owner) {
        if (columns.isEmpty()) {
            return;
        }
        Table table = new Table(html, "Column", "Type", "Null", "Default", "Notes").beginAbout("Columns of ", owner);
        for (Column column : columns) {
            table.row();
            html.foreign(column.name());
            table.end().foreign(column.type()).cell(column.nullable() ? "yes" : "no");
            table.foreign(column.defaultValue().orElse("")).foreign(Facts.notes(column));
            table.endRow();
        }
        table.close();
    }

    void indexes(List<Index> indexes, String owner) {
        if (indexes.isEmpty()) {
            return;
        }
        Table table = new Table(html, "Index", "On", "Notes").beginAbout("Indexes of ", owner);
        for (Index index : indexes) {
            table.row();
            html.foreign(index.name());
            table.end().foreign(Facts.parts(index)).foreign(Facts.notes(index)).endRow();
        }
        table.close();
    }

    void checks(List<Check> checks, String owner) {
        if (checks.isEmpty()) {
            return;
        }
        Table table = new Table(html, "Check", "Condition", "Notes").beginAbout("Checks of ", owner);
        for (Check check : checks) {
            table.row();
            html.foreign(check.name());
            table.end().foreign(check.expression()).foreign(Facts.notes(check.options(), check.comment()));
            table.endRow();
        }
        table.close();
    }

    void triggers(List<Trigger> triggers) {
        for (Trigger trigger : triggers) {
            definition("Trigger " + trigger.name(), trigger.definition());
            options(trigger.options());
            comment(trigger.comment());
        }
    }

    void others(List<Other> others) {
        others.forEach(other -> definition(other.kind() + " " + other.name(), other.definition()));
    }

    void fact(String name, String value) {
        html.open("p", "class", "facts-line").text(name + ": ");
        html.foreign(value).close().line();
    }

    void options(Map<String, String> options) {
        if (!options.isEmpty()) {
            html.open("p", "class", "facts-line")
                    .foreign(Facts.notes(options, ""))
                    .close()
                    .line();
        }
    }

    void definition(String what, String definition) {
        if (!definition.isEmpty()) {
            html.open("details").open("summary").foreign(what).close();
            html.open("pre", "tabindex", "0").open("code").text(definition).close("details");
            html.line();
        }
    }
}
