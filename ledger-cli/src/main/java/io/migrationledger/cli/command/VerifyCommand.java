package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.Verification;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.VerifyDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.Readable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger verify}. */
@Command(
        name = "verify",
        sortOptions = false,
        description = {
            "Checks the chain of hashes: no event was changed, or taken out between others.",
            "Events cut off at the end, or a table rewritten whole, are found by a head that was noted elsewhere (--head)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger verify                 walk the chain, and print its head",
            "  ledger verify --head 3f9a…    the event with this hash is still where it was"
        })
public final class VerifyCommand extends Verb {
    @Option(
            names = "--head",
            paramLabel = "HASH",
            description = "A head that an earlier verify printed; it must still be in the chain.")
    @Nullable
    String head;

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public Exit run(Invocation invocation) {
        String noted = head == null ? "" : head.toLowerCase(Locale.ROOT);
        if (head != null && !isHash(noted)) {
            throw UsageError.of("--head " + head + " is not a hash", "Give all 64 hexadecimal digits.");
        }
        if (invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        }
        Ledger ledger = invocation.ledger();
        Verification found = verified(ledger);
        if (!found.isIntact()) {
            Verification.Broken broken = found.broken().orElseThrow();
            throw new LedgerException(
                    ErrorCode.BROKEN_CHAIN,
                    "the chain is broken at event " + broken.sequence() + ": " + broken.what(),
                    LedgerException.NOTHING_CHANGED,
                    "Somebody changed the table by other means than the ledger: compare it with a backup.");
        }
        if (found.events() == 0) {
            throw NoLedger.at(invocation);
        }
        long notedAt = head == null ? 0 : sequence(ledger, noted);
        if (invocation.isJson()) {
            VerifyDocument.print(invocation.out(), found, head == null ? null : notedAt);
        } else {
            invocation.out().line(text(found, notedAt));
            invocation.out().line("Head: " + found.head());
        }
        return Exit.DONE;
    }

    private static String text(Verification found, long notedAt) {
        String events = Readable.count(found.events(), "event");
        if (notedAt == 0) {
            return "The chain is whole: " + events + ".";
        }
        return "The chain is whole: " + events + ", and the head that was noted is event " + notedAt + ".";
    }

    /** A check that finds no ledger says so by the exit code of a check, also where the ledger is at another place. */
    private static Verification verified(Ledger ledger) {
        try {
            return ledger.verify();
        } catch (LedgerException e) {
            throw NoLedger.orElse(e);
        }
    }

    private static long sequence(Ledger ledger, String hash) {
        long[] found = {0};
        ledger.forEach(event -> {
            if (event.header().hash().equals(hash)) {
                found[0] = event.sequence();
            }
        });
        if (found[0] == 0) {
            throw new LedgerException(
                    ErrorCode.OTHER_HEAD,
                    "no event has the hash " + hash,
                    LedgerException.NOTHING_CHANGED,
                    "Either it was noted for another database, or events were removed or rewritten since: compare with a backup.");
        }
        return found[0];
    }

    private static boolean isHash(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return text.length() == 64;
    }
}
