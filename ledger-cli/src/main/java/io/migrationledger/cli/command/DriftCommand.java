package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.DriftDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.text.DriftText;
import io.migrationledger.cli.text.OtherSchemas;
import io.migrationledger.cli.text.RunNarrator;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.schema.drift.Drift;
import io.migrationledger.schema.drift.ItemPattern;
import io.migrationledger.spi.schema.SchemaWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger drift}. */
@Command(
        name = "drift",
        sortOptions = false,
        description = {
            "Shows what was changed in the schema outside of the ledger.",
            "It compares the schema with the newest snapshot that the ledger keeps (keep-snapshots), object by object and"
                    + " column by column. It takes no lock and changes nothing. Exit code 3: something was changed, or there is no"
                    + " ledger."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger drift",
            "  ledger drift --sql              with the SQL that undoes it, and the SQL of a migration for it",
            "  ledger drift --ignore 'table tmp_*' --ignore 'view *'",
            "  ledger drift --accept --reason 'an index for the report, made at night'"
        })
public final class DriftCommand extends Verb {
    @Option(
            names = "--ignore",
            paramLabel = "PATTERN",
            description =
                    "Leave out objects of this kind and name: 'table tmp_*'. * stands for any characters, ? for one. May be"
                            + " repeated.")
    List<String> ignored = new ArrayList<>();

    @Option(
            names = "--sql",
            description =
                    "Show the SQL that undoes what was changed, and the SQL of a migration for it. It is not tried.")
    boolean sql;

    @Option(
            names = "--accept",
            description = "Record that the schema is known as it is now. Also how it begins where no snapshot is kept.")
    boolean accept;

    @Option(names = "--reason", paramLabel = "TEXT", description = "With --accept: why; recorded.")
    @Nullable
    String reason;

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public Exit run(Invocation invocation) {
        if (accept) {
            return accept(invocation);
        }
        if (reason != null) {
            throw UsageError.of("--reason belongs to --accept", "Add --accept, or leave --reason out.");
        }
        if (invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        }
        Ledger ledger = invocation.ledger();
        if (isEmpty(ledger)) {
            throw NoLedger.at(invocation);
        }
        Drift drift = Drift.of(ledger, ignored.stream().map(ItemPattern::new).toList());
        drift.unmatched()
                .forEach(pattern -> invocation.note("--ignore '" + pattern.text()
                        + "' leaves nothing out: write the kind and the name of an object, as they are shown, such as 'table"
                        + " tmp_*', or a name alone. A column or an index is part of its table."));
        OtherSchemas.notCompared(invocation, drift.otherSchemas());
        Exit exit = drift.changes().isEmpty() ? Exit.DONE : Exit.CHECK;
        Optional<SchemaWriter> writer = sql ? invocation.ledger().schemaWriter() : Optional.empty();
        if (sql && writer.isEmpty()) {
            throw LedgerException.input(
                    ErrorCode.NO_SCHEMA_WRITER,
                    "the driver for " + drift.now().dialect() + " writes no statements out of schemas",
                    "Leave --sql out.");
        }
        if (invocation.isJson()) {
            DriftDocument.print(invocation.out(), exit, drift, writer);
        } else {
            DriftText.print(invocation.out(), drift, writer);
        }
        return exit;
    }

    /** Returns whether there is no event, and none at another place. */
    private static boolean isEmpty(Ledger ledger) {
        try {
            if (ledger.head().isPresent()) {
                return false;
            }
            ledger.forEach(event -> {}); // finds one that is at another place
            return true;
        } catch (LedgerException e) {
            throw NoLedger.orElse(e);
        }
    }

    private Exit accept(Invocation invocation) {
        if (reason == null) {
            throw UsageError.of("--accept needs a reason", "Add --reason \"…\": why the schema is right as it is.");
        }
        if (!ignored.isEmpty()) {
            throw UsageError.of(
                    "--accept records the whole schema, and --ignore leaves something out", "Leave --ignore out.");
        }
        if (sql) {
            throw UsageError.of(
                    "--accept records the schema, and --sql shows what was changed in it",
                    "Look first with --sql, then run it with --accept.");
        }
        if (invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        }
        LedgerEvent event = invocation.migrator(new RunNarrator(invocation)).acceptSchema(reason);
        List<String> otherSchemas = invocation.ledger().otherSchemas();
        OtherSchemas.notCompared(invocation, otherSchemas);
        if (invocation.isJson()) {
            DriftDocument.accepted(invocation.out(), event, otherSchemas);
        } else {
            DriftText.accepted(invocation, event);
        }
        return Exit.DONE;
    }

    @Override
    public boolean takeSwitch(String option) {
        return switch (option) {
            case "--accept" -> !accept && (accept = true);
            case "--sql" -> !sql && (sql = true);
            default -> super.takeSwitch(option);
        };
    }
}
