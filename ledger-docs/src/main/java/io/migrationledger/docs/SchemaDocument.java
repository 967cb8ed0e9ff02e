package io.migrationledger.docs;

import io.migrationledger.spi.schema.Snapshot;
import java.io.UncheckedIOException;

/**
 * A schema as one document for a person: a diagram of its tables, and each object with its definition. The same schema gives
 * the same bytes. Immutable; what is known of changes is to be complete before.
 *
 * <pre>{@code
 * LastChanges changes = new LastChanges();
 * ledger.forEach(changes);
 * try (Writer out = Files.newBufferedWriter(Path.of("schema.html"))) {
 *     SchemaDocument.of(ledger.snapshot(), changes, DocumentOptions.DEFAULTS).html(out);
 * }
 * }</pre>
 */
public final class SchemaDocument {
    private final Snapshot snapshot;
    private final ChangesOfSnapshot changes;
    private final DocumentOptions options;

    private SchemaDocument(Snapshot snapshot, LastChanges changes, DocumentOptions options) {
        this.snapshot = snapshot;
        this.changes = new ChangesOfSnapshot(snapshot, changes);
        this.options = options;
    }

    /** Returns the document of a schema. */
    public static SchemaDocument of(Snapshot snapshot, LastChanges changes, DocumentOptions options) {
        return new SchemaDocument(snapshot, changes, options);
    }

    /** Returns the schema that the document is of. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /**
     * Writes one page of HTML in UTF-8 that loads nothing.
     *
     * @throws UncheckedIOException where the output takes no more
     */
    public void html(Appendable out) {
        new HtmlSchema(snapshot, changes, options).write(out);
    }

    /**
     * Writes Markdown as GitHub and GitLab read it, with a diagram in Mermaid.
     *
     * @throws UncheckedIOException where the output takes no more
     */
    public void markdown(Appendable out) {
        new MarkdownSchema(snapshot, changes, options).write(out);
    }
}
