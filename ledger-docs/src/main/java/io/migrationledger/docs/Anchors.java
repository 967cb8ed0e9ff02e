package io.migrationledger.docs;

import io.migrationledger.migration.Sha256;
import io.migrationledger.page.Html;
import io.migrationledger.spi.schema.SchemaItem;

/** The names by which links lead to objects: the same in every document, and free of what a name holds. */
final class Anchors {
    private Anchors() {}

    static String of(SchemaItem item) {
        return "o-" + Sha256.hex(item.kind() + "\n" + item.identity()).substring(0, 12);
    }

    /** Writes a link to an object. */
    static void link(Html html, SchemaItem item) {
        html.open("a", "href", "#" + of(item)).foreign(item.identity()).close();
    }
}
