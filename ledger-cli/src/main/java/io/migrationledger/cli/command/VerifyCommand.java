package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.ExpectedHead;
import io.migrationledger.LedgerException;
import io.migrationledger.Verification;
import io.migrationledger.audit.export.ExportImport;
import io.migrationledger.audit.export.ExportReader;
import io.migrationledger.audit.seal.Seal;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.VerifyDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.text.HeadText;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.spi.Finding;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger verify}. */
@Command(
        name = "verify",
        sortOptions = false,
        description = {
            "Walks the chain of hashes from the first event to the newest. Finds an event that was changed, or taken out"
                    + " between others, that may not follow those before it, or that says wrongly what is in effect.",
            "The scripts that are kept beside it are looked at, too: each is there, and is what its hash says.",
            "Events cut off at the end, or a table rewritten whole, are found by a head that was noted elsewhere (--head), or"
                    + " by a seal (--seal).",
            "With FILE, an export is checked in the same way, without a database."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger verify                 walk the chain, and print its head",
            "  ledger verify --head 3f9a…    the event with this hash is still where it was",
            "  ledger verify --seal head.seal --public-key seal.pub.pem",
            "  ledger verify shop.jsonl      check an export"
        })
public final class VerifyCommand extends Verb {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "An export to check. Default: the database")
    @Nullable
    String file;

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description = "A head that an earlier run or verify printed; it must still be in the chain.")
    @Nullable
    String head;

    @Option(
            names = "--seal",
            paramLabel = "FILE",
            description = "A seal: its signature must be right, and the sealed event still in the chain.")
    @Nullable
    String seal;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description =
                    "The key that must have made the seal. Default: what LEDGER_SEAL_PUBLIC_KEY holds, the key itself or its"
                            + " file")
    @Nullable
    String publicKey;

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public Exit run(Invocation invocation) {
        String noted = head == null
                ? ""
                : ExpectedHead.parse(head).map(ExpectedHead::hash).orElse(head.toLowerCase(Locale.ROOT));
        if (head != null && !isHash(noted)) {
            throw UsageError.of(
                    "--head " + head + " is not a hash",
                    "Give all 64 hexadecimal digits, or the line that a run ended with.");
        }
        if (publicKey != null && seal == null) {
            throw UsageError.of("--public-key is for a seal", "Name the seal, too: --seal FILE.");
        }
        Optional<Seal> sealed = seal == null ? Optional.empty() : Optional.of(SealFiles.seal(invocation, seal));
        Optional<PublicKey> trusted = seal == null ? Optional.empty() : SealFiles.publicKey(invocation, publicKey);
        sealed.ifPresent(read -> read.check(String.valueOf(seal), trusted.orElse(null)));
        if (file == null && invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        }
        Places places = new Places(noted, sealed.map(Seal::sequence).orElse(0L));
        Verification found = file == null ? ofDatabase(invocation, places) : ofFile(invocation, file, places);
        if (head != null && places.noted == 0) {
            throw otherHead("no event has the hash " + noted, "it was noted");
        }
        if (sealed.isPresent() && !sealed.get().hash().equals(places.hashAtSeal)) {
            throw otherHead(
                    places.hashAtSeal.isEmpty()
                            ? "there is no event " + sealed.get().sequence() + ", which " + seal + " has sealed"
                            : "event " + sealed.get().sequence() + " is not the one that " + seal + " has sealed",
                    "it was sealed");
        }
        List<Finding> findings = file == null ? invocation.ledger().tableFindings() : List.of();
        if (invocation.isJson()) {
            VerifyDocument.print(
                    invocation.out(), found, head == null ? null : places.noted, sealed, trusted.isPresent(), findings);
        } else {
            say(invocation, found, places, sealed, trusted.isPresent());
            findings.forEach(finding -> invocation.note(finding.what()
                    + finding.advice()
                            .map(advice -> ". " + invocation.out().words(advice))
                            .orElse("")));
            if (file == null && head == null && sealed.isEmpty()) {
                invocation.note(
                        "whether events were cut off at the end cannot be seen in the chain: only a head (--head) or a"
                                + " seal (--seal) that is kept elsewhere tells");
            }
        }
        return Exit.DONE;
    }

    private static void say(
            Invocation invocation, Verification found, Places places, Optional<Seal> sealed, boolean trusted) {
        invocation.out().line(text(found, places));
        sealed.ifPresent(seal -> {
            invocation
                    .out()
                    .line("The seal of " + Readable.time(seal.sealedAt()) + " UTC holds: event " + seal.sequence()
                            + " is as it was. Key: " + seal.key());
            if (!trusted) {
                invocation
                        .out()
                        .line(invocation.out().in(Color.WAITING, "Note:")
                                + " anybody can make a key. Compare this one with the one that you noted, or name yours with"
                                + " --public-key.");
            }
        });
        invocation.out().line(HeadText.line(found.events(), found.head()));
    }

    /** Where in the chain is what was asked for. */
    private static final class Places implements Consumer<LedgerEvent> {
        private final String notedHash;
        private final long sealedAt;
        private long noted;
        private String hashAtSeal = "";
        private final Set<String> snapshots = new HashSet<>();

        Places(String notedHash, long sealedAt) {
            this.notedHash = notedHash;
            this.sealedAt = sealedAt;
        }

        @Override
        public void accept(LedgerEvent event) {
            event.snapshot().ifPresent(snapshots::add);
            if (event.header().hash().equals(notedHash)) {
                noted = event.sequence();
            }
            if (event.sequence() == sealedAt) {
                hashAtSeal = event.header().hash();
            }
        }
    }

    private static String text(Verification found, Places places) {
        long snapshots = places.snapshots.size();
        long scripts = found.scripts() - snapshots;
        String events = Readable.count(found.events(), "event")
                + (scripts == 0 ? "" : ", " + Readable.count(scripts, "kept script"))
                + (snapshots == 0 ? "" : ", " + Readable.count(snapshots, "snapshot"));
        long notedAt = places.noted;
        if (notedAt == 0) {
            return "The chain is whole: " + events + ".";
        }
        return "The chain is whole: " + events + ", and the head that was noted is event " + notedAt + ".";
    }

    /** A check that finds no ledger says so by the exit code of a check, also where the ledger is at another place. */
    private static Verification ofDatabase(Invocation invocation, Places places) {
        Verification found;
        try {
            found = invocation.ledger().verify(places);
        } catch (LedgerException e) {
            throw NoLedger.orElse(e);
        }
        found.broken().ifPresent(broken -> {
            throw broken(broken);
        });
        if (found.events() == 0) {
            throw NoLedger.at(invocation);
        }
        return found;
    }

    private static Verification ofFile(Invocation invocation, String name, Places places) {
        Verification found =
                ExportReader.verify(invocation.surroundings().workingDirectory().resolve(name), name, places);
        found.broken().ifPresent(broken -> {
            throw ExportImport.broken(name, broken);
        });
        return found;
    }

    /** Returns the error of a chain that is broken in the database. */
    static LedgerException broken(Verification.Broken broken) {
        return new LedgerException(
                ErrorCode.BROKEN_CHAIN,
                "the chain is broken at event " + broken.sequence() + ": " + broken.what(),
                LedgerException.NOTHING_CHANGED,
                "Somebody changed the table by other means than the ledger: compare it with a backup.");
    }

    private static LedgerException otherHead(String what, String how) {
        return new LedgerException(
                ErrorCode.OTHER_HEAD,
                what,
                LedgerException.NOTHING_CHANGED,
                "Either " + how
                        + " for another database, or events were removed or rewritten since: compare with a backup.");
    }

    private static boolean isHash(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return text.length() == 64;
    }

    @Override
    public boolean take(String option, String value) {
        return switch (option) {
            case "--head" -> head == null && (head = value) != null;
            case "--seal" -> seal == null && (seal = value) != null;
            case "--public-key" -> publicKey == null && (publicKey = value) != null;
            default -> super.take(option, value);
        };
    }
}
