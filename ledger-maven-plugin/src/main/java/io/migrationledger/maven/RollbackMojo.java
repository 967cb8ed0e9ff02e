package io.migrationledger.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Rolls back the newest migrations with their down scripts. */
@Mojo(name = "rollback", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class RollbackMojo extends LedgerMojo {
    /** Roll back the newest so many migrations. */
    @Parameter(property = "ledger.steps")
    @Nullable
    Integer steps;

    /** Roll back the newest so many batches. */
    @Parameter(property = "ledger.batches")
    @Nullable
    Integer batches;

    /** Roll back everything applied after this migration, which stays. */
    @Parameter(property = "ledger.to")
    @Nullable
    String to;

    /** Roll back everything that was run; needs yes. */
    @Parameter(property = "ledger.all", defaultValue = "false")
    boolean all;

    /** Roll back by the down scripts that the ledger keeps where files are gone. */
    @Parameter(property = "ledger.fromLedger", defaultValue = "false")
    boolean fromLedger;

    /** Nobody is to be asked, also where data is lost. */
    @Parameter(property = "ledger.yes", defaultValue = "false")
    boolean yes;

    /** Print the exact statements, and change nothing. */
    @Parameter(property = "ledger.dryRun", defaultValue = "false")
    boolean dryRun;

    @Override
    List<String> command() {
        return new Arguments("rollback")
                .option("--steps", steps)
                .option("--batches", batches)
                .option("--to", to)
                .flag("--all", all)
                .flag("--from-ledger", fromLedger)
                .flag("--yes", yes)
                .flag("--dry-run", dryRun)
                .list();
    }
}
