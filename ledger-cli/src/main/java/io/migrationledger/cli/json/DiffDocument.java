package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.audit.difference.Entry;
import io.migrationledger.audit.difference.LedgerDifference;
import io.migrationledger.cli.terminal.Page;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How two ledgers differ. */
public final class DiffDocument {
    private DiffDocument() {}

    /** Prints it. */
    public static void print(Page page, Exit exit, String a, String b, LedgerDifference difference) {
        Document.print(
                page,
                "diff",
                exit,
                Optional.empty(),
                document -> document.text("a", a)
                        .text("b", b)
                        .number("equal", difference.equal())
                        .objects("onlyInA", difference.onlyInA(), DiffDocument::entry)
                        .objects("onlyInB", difference.onlyInB(), DiffDocument::entry)
                        .objects(
                                "changed",
                                difference.changed(),
                                (json, changed) -> json.id(changed.id())
                                        .objects("differs", changed.values().entrySet(), DiffDocument::values)
                                        .object("a", inner -> entry(inner, changed.a()))
                                        .object("b", inner -> entry(inner, changed.b()))));
    }

    private static void values(
            Document json, Map.Entry<io.migrationledger.audit.difference.Aspect, LedgerDifference.Values> one) {
        json.text("in", one.getKey().name().toLowerCase(Locale.ROOT))
                .text("a", one.getValue().a())
                .text("b", one.getValue().b());
    }

    private static void entry(Document json, Entry entry) {
        json.id(entry.id())
                .text("status", entry.status().name())
                .text("checksum", entry.checksum())
                .text("person", entry.person())
                .text("reason", entry.reason())
                .text("at", entry.at().toString());
    }
}
