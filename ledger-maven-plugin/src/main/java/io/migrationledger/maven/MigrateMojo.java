package io.migrationledger.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Applies the migrations that are pending, in order, each exactly once. Stopped at any instant, the same goal goes on from where it was. */
@Mojo(
        name = "migrate",
        defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class MigrateMojo extends LedgerMojo {
    /** The last migration to apply. */
    @Parameter(property = "ledger.to")
    @Nullable
    String to;

    /** Apply at most so many migrations. */
    @Parameter(property = "ledger.limit")
    @Nullable
    Integer limit;

    /** Print the exact statements, and change nothing. */
    @Parameter(property = "ledger.dryRun", defaultValue = "false")
    boolean dryRun;

    /** Apply migrations below the highest one in effect, too, instead of refusing. */
    @Parameter(property = "ledger.outOfOrder", defaultValue = "false")
    boolean outOfOrder;

    /** A first run takes over the history that another tool has here, such as flyway, or any. */
    @Parameter(property = "ledger.adopt")
    @Nullable
    String adopt;

    @Override
    List<String> command() {
        return new Arguments("migrate")
                .option("--to", to)
                .option("--limit", limit)
                .flag("--dry-run", dryRun)
                .flag("--out-of-order", outOfOrder)
                .option("--adopt", adopt)
                .list();
    }
}
