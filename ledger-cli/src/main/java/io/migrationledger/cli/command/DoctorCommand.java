package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.audit.doctor.Doctor;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.DoctorDocument;
import io.migrationledger.cli.settings.ThisVersion;
import io.migrationledger.cli.text.DoctorText;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.Finding.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger doctor}. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Looks whether migrations can run here, and says what to do where not.",
            "It looks at versions, the account's rights, the lock, a pooler, standby and cluster, the ledger's table, the chain's"
                    + " newest events, the clocks, the files, other tools' histories, and how the command is started. It"
                    + " changes nothing: the lock is taken for a moment and given back. Exit code 3: something stops a run."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger doctor                  before the first deployment, and when something is odd",
            "  ledger doctor --no-lock        the lock is not taken, also not for a moment",
            "  ledger doctor --format json    for a program"
        })
public final class DoctorCommand extends Verb {
    @Option(names = "--no-lock", description = "Do not take the lock, for an account that may only read, say.")
    boolean noLock;

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public Exit run(Invocation invocation) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(Topic.VERSIONS, "Migration Ledger " + ThisVersion.number()));
        findings.add(launcher());
        if (invocation.isNoFileYet()) {
            findings.add(
                    Finding.note(Topic.CONNECTION, "the database does not exist yet: the first run makes the file"));
        } else {
            boolean files = !invocation.isWithoutMigrations();
            if (!files) {
                findings.add(Finding.note(Topic.FILES, "no directory of migrations was named, and there is none"));
            }
            findings.addAll(new Doctor(invocation.reader()).examine(!noLock, files));
        }
        findings.sort(Comparator.comparing(Finding::topic));
        Exit exit = Doctor.isIll(findings) ? Exit.CHECK : Exit.DONE;
        if (invocation.isJson()) {
            DoctorDocument.print(invocation.out(), exit, invocation.url(), findings);
        } else {
            DoctorText.print(invocation, findings);
        }
        return exit;
    }

    /** The launcher has Java make an archive of classes, and says by a property where it is. */
    private static Finding launcher() {
        String start = System.getProperty("ledger.start", "");
        if (start.isEmpty()) {
            return Finding.note(
                    Topic.LAUNCHER,
                    "the command was not started by its launcher: each start takes about twice the time");
        }
        return Files.isReadable(Path.of(start, "classes.jsa"))
                ? Finding.ok(Topic.LAUNCHER, "started by the launcher, with Java's archive of classes")
                : Finding.note(
                        Topic.LAUNCHER,
                        "the launcher has no archive of classes in " + start
                                + ": each start takes about twice the time; the directory may not be writable");
    }

    @Override
    public boolean takeSwitch(String option) {
        return option.equals("--no-lock") ? !noLock && (noLock = true) : super.takeSwitch(option);
    }
}
