package io.migrationledger.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Prints the statements that would run, and changes nothing. */
@Mojo(name = "plan", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class PlanMojo extends LedgerMojo {
    /** The last migration to apply. */
    @Parameter(property = "ledger.to")
    @Nullable
    String to;

    /** At most so many migrations. */
    @Parameter(property = "ledger.limit")
    @Nullable
    Integer limit;

    /** With migrations below the highest one in effect. */
    @Parameter(property = "ledger.outOfOrder", defaultValue = "false")
    boolean outOfOrder;

    /** What would run on an empty database of this kind; none is asked: sqlite, postgres, mysql or mariadb. */
    @Parameter(property = "ledger.dialect")
    @Nullable
    String dialect;

    @Override
    List<String> command() {
        return new Arguments("plan")
                .option("--to", to)
                .option("--limit", limit)
                .flag("--out-of-order", outOfOrder)
                .option("--dialect", dialect)
                .list();
    }
}
