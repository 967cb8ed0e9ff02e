package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.audit.difference.Aspect;
import io.migrationledger.audit.difference.LedgerDifference;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.DiffDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.text.DiffText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger diff}. */
@Command(
        name = "diff",
        sortOptions = false,
        description = {
            "Compares what is in effect at two times, in two databases or in exports. Exits with 3 where it differs.",
            "A and B are each: a time (2026-03-01, 2026-03-01T12:00:00Z, 7d), the number of an event, 'now', a JDBC address,"
                    + " a named environment (env:staging), or a file that 'ledger export' wrote."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger diff 7d                               what changed in the last week",
            "  ledger diff 38 52                            between two events",
            "  ledger diff env:staging env:production --ignore person,reason",
            "  ledger diff before.jsonl after.jsonl"
        })
public final class DiffCommand extends Verb {
    @Parameters(index = "0", paramLabel = "A", description = "The one.")
    String a = "";

    @Parameters(index = "1", paramLabel = "B", defaultValue = "now", description = "The other. Default: now")
    String b = "now";

    @Option(
            names = "--ignore",
            paramLabel = "WHAT",
            split = ",",
            description =
                    "What does not count as a difference: status, checksum, order, person, reason; several with commas.")
    List<String> ignored = new ArrayList<>();

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public boolean isComplete() {
        return !a.isEmpty();
    }

    @Override
    public Exit run(Invocation invocation) {
        Set<Aspect> compared = EnumSet.allOf(Aspect.class);
        for (String word : ignored) {
            compared.remove(aspect(word));
        }
        DiffSide one = DiffSide.read(invocation, a);
        DiffSide two = DiffSide.read(invocation, b);
        LedgerDifference difference = LedgerDifference.of(one.state(), two.state(), compared);
        Exit exit = difference.isAny() ? Exit.CHECK : Exit.DONE;
        if (invocation.isJson()) {
            DiffDocument.print(invocation.out(), exit, one.said(), two.said(), difference);
        } else {
            DiffText.print(invocation, one.said(), two.said(), difference);
        }
        return exit;
    }

    private static Aspect aspect(String word) {
        for (Aspect aspect : Aspect.values()) {
            if (aspect.name().equals(word.strip().toUpperCase(Locale.ROOT))) {
                return aspect;
            }
        }
        throw UsageError.of(
                "--ignore " + word + " is nothing that is compared",
                "Write status, checksum, order, person or reason.");
    }
}
