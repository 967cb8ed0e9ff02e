package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Migrator;
import io.migrationledger.ScratchDatabase;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.DumpDocument;
import io.migrationledger.cli.settings.UnreadableFile;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Repeated;
import io.migrationledger.cli.text.OtherSchemas;
import io.migrationledger.schema.dump.SchemaDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger dump}. */
@Command(
        name = "dump",
        sortOptions = false,
        description = {
            "Writes the present schema as SQL that builds it, in a stable order.",
            "A pull request then shows what a migration did to the whole. Rows, owners, rights and the ledger's own tables"
                    + " are left out; so are other schemas of PostgreSQL, and a note names these. Exits with 3 where something has no statement; it stands there as a comment."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger dump --out dump.sql                     of the database",
            "  ledger dump --migrations --out schema.sql      of what the migrations build, in a scratch database",
            "  ledger dump --migrations --check schema.sql    exits with 3 where the file is not that: for a build"
        })
public final class DumpCommand extends Verb {
    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The file to write; one that is there is replaced. Default: standard output")
    @Nullable
    String out;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = "Writes nothing, and exits with 3 where FILE is not what would be written.")
    @Nullable
    String check;

    @Option(names = "--migrations", description = "Of what the migrations build in a scratch database.")
    boolean migrations;

    @Option(names = "--scratch-url", paramLabel = "URL", description = ScratchUrl.DESCRIPTION)
    @Nullable
    String scratchUrl;

    @Override
    public String name() {
        return "dump";
    }

    @Override
    public Exit run(Invocation invocation) {
        if (check != null && out != null) {
            throw UsageError.of("--check writes nothing, and --out writes a file", "Leave one of them out.");
        }
        if (scratchUrl != null && !migrations) {
            throw UsageError.of(
                    "--scratch-url is for what the migrations build", "Give --migrations, too, or leave it out.");
        }
        if (!migrations && invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        }
        SchemaDump dump = migrations ? ofMigrations(invocation) : SchemaDump.of(invocation.ledger());
        String checked = check == null ? dump.text() : read(invocation, check);
        dump.otherSchemas().stream()
                .findFirst()
                .ifPresent(one -> OtherSchemas.tell(
                        invocation, dump.otherSchemas(), "--schema " + one + " looks at that one instead."));
        boolean same = lines(dump.text()).equals(lines(checked));
        Exit exit = same && dump.unwritten().isEmpty() ? Exit.DONE : Exit.CHECK;
        if (out != null) {
            Path file = invocation.surroundings().workingDirectory().resolve(out);
            WholeFile.write(file, out, to -> {
                to.write(dump.text().getBytes(StandardCharsets.UTF_8));
                return file;
            });
        }
        if (invocation.isJson()) {
            DumpDocument.print(invocation.out(), exit, dump, Optional.ofNullable(out), same);
        } else {
            say(invocation, dump, checked, same);
        }
        return exit;
    }

    private void say(Invocation invocation, SchemaDump dump, String checked, boolean same) {
        if (check != null) {
            invocation
                    .out()
                    .line(
                            same
                                    ? check + " is the schema."
                                    : invocation.out().in(Color.BAD, check + " is not the schema.")
                                            + " It differs from line " + differing(lines(dump.text()), lines(checked))
                                            + " on. Where a dump wrote it, write it anew: "
                                            + invocation.command("ledger dump" + (migrations ? " --migrations" : "")
                                                    + " --out " + Repeated.quoted(check))
                                            + ". What was written by hand is compared with '"
                                            + invocation.command("ledger check --declared " + Repeated.quoted(check))
                                            + "'.");
        } else if (out == null) {
            // As it is: a password that is a word, such as the name of a table, would make another schema of it.
            invocation.out().stream().print(dump.text());
            return;
        } else {
            invocation.out().line("Wrote " + out + ".");
        }
        dump.unwritten().forEach(missing -> invocation.err().line("There is no statement for: " + missing));
    }

    /** Returns a text with every line ending as one line feed: a working copy may have others than the repository. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    /** Returns the number of the first line that is not the same. */
    private static int differing(String one, String other) {
        String[] lines = one.split("\n", -1);
        String[] others = other.split("\n", -1);
        int line = 0;
        while (line < lines.length && line < others.length && lines[line].equals(others[line])) {
            line++;
        }
        return line + 1;
    }

    private SchemaDump ofMigrations(Invocation invocation) {
        String url = ScratchUrl.of(invocation, name(), scratchUrl);
        try (ScratchDatabase scratch = ScratchDatabase.open(url, ScratchUrl.login(invocation, url))) {
            Migrator migrator = invocation.on(scratch.connection());
            migrator.migrate();
            return SchemaDump.of(migrator.ledger());
        }
    }

    private static String read(Invocation invocation, String file) {
        try {
            return Files.readString(invocation.surroundings().workingDirectory().resolve(file));
        } catch (IOException e) {
            throw UnreadableFile.named(file, e, "Give --check a file that 'ledger dump --out' wrote.");
        }
    }
}
