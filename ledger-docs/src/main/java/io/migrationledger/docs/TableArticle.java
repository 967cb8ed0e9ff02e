package io.migrationledger.docs;

import io.migrationledger.page.Html;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Partition;
import io.migrationledger.spi.schema.Policy;
import io.migrationledger.spi.schema.Table;
import java.util.List;
import java.util.Optional;

/** What the article of a table holds. Confined to one thread. */
final class TableArticle {
    private final Html html;
    private final References references;
    private final ObjectParts parts;

    TableArticle(Html html, References references, ObjectParts parts) {
        this.html = html;
        this.references = references;
        this.parts = parts;
    }

    void contents(Table table) {
        parts.options(table.options());
        table.partitionOf().ifPresent(whole -> parts.fact("Part of", whole.table() + " " + whole.bound()));
        parts.columns(table.columns(), table.name());
        keys(table);
        foreignKeys(table);
        referredToBy(table);
        parts.indexes(table.indexes(), table.name());
        parts.checks(table.checks(), table.name());
        policies(table);
        partitions(table);
        parts.triggers(table.triggers());
        parts.others(table.others());
    }

    private void keys(Table table) {
        if (table.keys().isEmpty()) {
            return;
        }
        var rows =
                new io.migrationledger.page.Table(html, "Key", "Columns", "Notes").beginAbout("Keys of ", table.name());
        for (Key key : table.keys()) {
            rows.row();
            html.foreign(key.name().isEmpty() ? (key.primary() ? "primary key" : "unique") : key.name());
            String notes = Facts.notes(key.options(), key.comment());
            String kind = key.primary() ? "primary" : "unique";
            rows.end().foreign(String.join(", ", key.columns()));
            rows.foreign(notes.isEmpty() ? kind : kind + "; " + notes).endRow();
        }
        rows.close();
    }

    private void foreignKeys(Table table) {
        if (table.foreignKeys().isEmpty()) {
            return;
        }
        var rows = new io.migrationledger.page.Table(html, "Foreign key", "Columns", "Refers to", "Notes")
                .beginAbout("Foreign keys of ", table.name());
        for (ForeignKey key : table.foreignKeys()) {
            rows.row();
            html.foreign(key.name());
            rows.end().foreign(String.join(", ", key.columns())).cell();
            Optional<Table> target = references.target(key);
            if (target.isPresent()) {
                Anchors.link(html, target.get());
            } else {
                html.foreign(key.referencedTable());
            }
            if (!key.referencedColumns().isEmpty()) {
                html.text(" (")
                        .foreign(String.join(", ", key.referencedColumns()))
                        .text(")");
            }
            rows.end().foreign(Facts.notes(key)).endRow();
        }
        rows.close();
    }

    private void referredToBy(Table table) {
        List<References.Reference> from = references.to(table);
        if (from.isEmpty()) {
            return;
        }
        html.open("p").text("Referred to by ");
        String between = "";
        for (References.Reference one : from) {
            html.text(between);
            Anchors.link(html, one.from());
            html.text(" (").foreign(String.join(", ", one.key().columns())).text(")");
            between = ", ";
        }
        html.text(".").close().line();
    }

    private void policies(Table table) {
        if (table.policies().isEmpty()) {
            return;
        }
        var rows = new io.migrationledger.page.Table(html, "Policy", "Rule", "Notes")
                .beginAbout("Policies of ", table.name());
        for (Policy policy : table.policies()) {
            rows.row();
            html.foreign(policy.name());
            rows.end().foreign(Facts.text(policy)).foreign(policy.comment()).endRow();
        }
        rows.close();
    }

    private void partitions(Table table) {
        if (table.partitioning().isEmpty()) {
            return;
        }
        parts.fact("Divided by", table.partitioning().get().by());
        List<Partition> partitions = table.partitioning().get().partitions();
        if (!partitions.isEmpty()) {
            var rows = new io.migrationledger.page.Table(html, "Partition", "Rows", "Notes")
                    .beginAbout("Partitions of ", table.name());
            for (Partition partition : partitions) {
                rows.row();
                html.foreign(partition.name());
                rows.end()
                        .foreign(partition.bound())
                        .foreign(Facts.notes(partition))
                        .endRow();
            }
            rows.close();
        }
    }
}
