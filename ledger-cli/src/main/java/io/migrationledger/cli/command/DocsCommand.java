package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Ledger;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.ScratchDatabase;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.DocsDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.docs.DocumentOptions;
import io.migrationledger.docs.LastChanges;
import io.migrationledger.docs.SchemaDocument;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger docs}. */
@Command(
        name = "docs",
        sortOptions = false,
        description = {
            "Draws the schema: a page for a browser with a diagram of its tables, or Markdown.",
            "It tells each table, view, routine and type with its definition, and which migration last changed it. HTML is"
                    + " one page that loads nothing. The same schema gives the same bytes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger docs --out schema.html               the database as it is",
            "  ledger docs --migrations --out schema.html  what the migrations build, in a scratch database",
            "  ledger docs --format markdown               with a diagram in Mermaid, on standard output"
        })
public final class DocsCommand extends Verb {
    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "The file to write; one that is there is replaced, when the page is whole. A name that ends in"
                            + " .md means Markdown. Default: standard output")
    @Nullable
    String out;

    @Option(
            names = "--migrations",
            description = "What the migrations build in a scratch database. Your own database is not asked.")
    boolean migrations;

    @Option(names = "--scratch-url", paramLabel = "URL", description = ScratchUrl.DESCRIPTION)
    @Nullable
    String scratchUrl;

    @Option(names = "--dated", description = "Says when the page was made. It is then another one each time.")
    boolean dated;

    @Override
    public String name() {
        return "docs";
    }

    @Override
    public List<String> formats() {
        return List.of("text", "json", "html", "markdown");
    }

    @Override
    public Exit run(Invocation invocation) {
        if (invocation.isJson() && out == null) {
            throw UsageError.of(
                    "the page itself is no JSON",
                    "Name a file for it: --out schema.html. Or write --format html or markdown.");
        }
        if (scratchUrl != null && !migrations) {
            throw UsageError.of(
                    "--scratch-url is for what the migrations build", "Give --migrations, too, or leave it out.");
        }
        if (!migrations && invocation.isNoFileYet()) {
            throw UsageError.of(
                    "there is no database at " + invocation.url(),
                    "Check the address, or show what the migrations build: "
                            + invocation.command("ledger docs --migrations") + ".");
        }
        SchemaDocument document = migrations ? ofMigrations(invocation) : ofDatabase(invocation);
        boolean markdown = invocation.format().equals("markdown")
                || (!invocation.format().equals("html") && out != null && out.endsWith(".md"));
        if (out == null) {
            write(document, markdown, new OutputStreamWriter(invocation.out().stream(), StandardCharsets.UTF_8));
        } else {
            Path file = invocation.surroundings().workingDirectory().resolve(out);
            WholeFile.write(file, out, to -> {
                write(document, markdown, new OutputStreamWriter(to, StandardCharsets.UTF_8));
                return file;
            });
            if (invocation.isJson()) {
                DocsDocument.print(invocation.out(), Exit.DONE, file, markdown, document.snapshot());
            } else {
                invocation.out().line("Wrote " + out + ".");
            }
        }
        return Exit.DONE;
    }

    private SchemaDocument ofDatabase(Invocation invocation) {
        return document(invocation, invocation.ledger(), Optional.of(invocation.url()));
    }

    private SchemaDocument ofMigrations(Invocation invocation) {
        String url = ScratchUrl.of(invocation, name(), scratchUrl);
        try (ScratchDatabase scratch = ScratchDatabase.open(url, ScratchUrl.login(invocation, url))) {
            Migrator migrator = invocation.on(scratch.connection());
            migrator.migrate(MigrateOptions.ALL);
            return document(invocation, migrator.ledger(), Optional.empty());
        }
    }

    private SchemaDocument document(Invocation invocation, Ledger ledger, Optional<String> subject) {
        LastChanges changes = new LastChanges();
        ledger.forEach(changes);
        Optional<Instant> madeAt = dated ? Optional.of(Clock.systemUTC().instant()) : Optional.empty();
        return SchemaDocument.of(
                ledger.snapshot(),
                changes,
                new DocumentOptions(subject, madeAt, invocation.out().secrets()::hide));
    }

    private static void write(SchemaDocument document, boolean markdown, Writer to) {
        try {
            BufferedWriter writer = new BufferedWriter(to);
            if (markdown) {
                document.markdown(writer);
            } else {
                document.html(writer);
            }
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean take(String option, String value) {
        return switch (option) {
            case "--out" -> out == null && (out = value) != null;
            case "--scratch-url" -> scratchUrl == null && (scratchUrl = value) != null;
            default -> super.take(option, value);
        };
    }

    @Override
    public boolean takeSwitch(String option) {
        return switch (option) {
            case "--migrations" -> !migrations && (migrations = true);
            case "--dated" -> !dated && (dated = true);
            default -> super.takeSwitch(option);
        };
    }
}
