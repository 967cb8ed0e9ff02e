package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Problem;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.ProblemDocument;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.text.PlanText;
import io.migrationledger.cli.text.StatusText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger validate}. */
@Command(
        name = "validate",
        sortOptions = false,
        description = {
            "Finds what would stop 'ledger migrate', in the files and in the ledger.",
            "Edited, missing, duplicate and out-of-order migrations, broken names and scripts. Changes nothing; exits with"
                    + " 1 where it finds something."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger validate                              before a deploy",
            "  ledger validate --dialect postgres           the files alone, without a database"
        })
public final class ValidateCommand extends Verb {
    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description =
                    "Checks the files alone, as scripts for this kind of database; none is asked: sqlite, postgres, mysql or mariadb.")
    @Nullable
    String dialect;

    @Override
    public String name() {
        return "validate";
    }

    @Override
    public Exit run(Invocation invocation) {
        List<String> notes = new ArrayList<>();
        List<Problem> problems =
                invocation.checker(dialect, common.url, notes::add).validate();
        Exit exit = problems.isEmpty() ? Exit.DONE : Exit.FAILED;
        if (invocation.isJson()) {
            ProblemDocument.print(invocation.out(), name(), problems, notes, exit);
            return exit;
        }
        PlanText.notes(invocation.out(), notes, "");
        StatusText.problems(invocation.out(), problems);
        invocation.out().line(summary(problems.size(), invocation.found(), notes.size()));
        return exit;
    }

    private String summary(int problems, int migrations, int notes) {
        String found = Readable.count(migrations, "migration");
        if (problems == 0 && dialect == null && notes > 0) {
            return "Nothing in " + found + " stops a run: see " + (notes == 1 ? "the note" : "the notes") + " above.";
        }
        if (problems == 0) {
            return "No problem in " + found
                    + (dialect == null
                            ? "."
                            : ", read as " + dialect
                                    + ". No database was asked: whether it takes the SQL was not tried.");
        }
        return Readable.count(problems, "problem") + (migrations == 0 ? "." : " in " + found + ".");
    }

    @Override
    public boolean take(String option, String value) {
        return option.equals("--dialect") ? dialect == null && (dialect = value) != null : super.take(option, value);
    }
}
