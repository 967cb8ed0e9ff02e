package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.ConvertDocument;
import io.migrationledger.cli.settings.Configuration;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.text.ConvertText;
import io.migrationledger.layouts.convert.Conversion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger convert}. */
@Command(
        name = "convert",
        sortOptions = false,
        description = {
            "Writes another tool's directory anew, in the ledger's own layout.",
            "SQL stays byte for byte; only callbacks around migrations and verify scripts become part of the scripts. Every"
                    + " id and checksum is as the ledger has it: what is in effect stays in effect. What a script cannot"
                    + " say stands in a file beside it, NAME.sql.ledger. No database is asked, no file is written over,"
                    + " and the old directory stays as it is."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger convert --dir db/migration --out migrations --dry-run    the files that would be written",
            "  ledger convert --dir db/migration --out migrations",
            "  ledger validate --dir migrations                                nothing is edited, nothing is missing"
        })
public final class ConvertCommand extends Verb {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The directory to write; it must not exist, or be empty.")
    @Nullable
    String out;

    @Option(names = "--dry-run", description = "Name the files that would be written, and write nothing.")
    boolean dryRun;

    @Override
    public String name() {
        return "convert";
    }

    @Override
    public Exit run(Invocation invocation) {
        if (out == null) {
            throw UsageError.of(
                    "no directory is named to write to", "Add --out with a directory that does not exist yet.");
        }
        if (invocation.configuration().directories().size() > 1) {
            throw UsageError.of(
                    "several directories are named: " + invocation.directories(),
                    "Convert one after another: --dir ONE --out NEW.");
        }
        Configuration.Directory from = invocation.configuration().directoryForNew();
        Path to = invocation.surroundings().workingDirectory().resolve(out);
        Conversion conversion = Conversion.of(invocation.sourceForNew());
        if (dryRun) {
            conversion.checkApart(to);
        } else {
            conversion.write(to);
        }
        OldDirectory old =
                OldDirectory.of(from.path(), to, invocation.surroundings().workingDirectory(), conversion);
        List<String> notes = new ArrayList<>(conversion.notes());
        conversion.choice().map(invocation.out()::words).ifPresent(notes::add);
        notes.addAll(old.notes());
        if (invocation.isJson()) {
            ConvertDocument.print(invocation.out(), conversion, notes, to, !dryRun);
        } else {
            Optional<Path> spare = Optional.of(from.path()).filter(path -> old.isSpare());
            ConvertText.print(invocation, conversion, notes, to, spare, dryRun);
        }
        return Exit.DONE;
    }

    @Override
    public boolean take(String option, String value) {
        return option.equals("--out") ? out == null && (out = value) != null : super.take(option, value);
    }

    @Override
    public boolean takeSwitch(String option) {
        return option.equals("--dry-run") ? !dryRun && (dryRun = true) : super.takeSwitch(option);
    }
}
