package io.migrationledger.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Takes over another tool's history, and changes nothing of it. */
@Mojo(name = "adopt", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class AdoptMojo extends LedgerMojo {
    /** The other tool, such as flyway. Default: the one that has a table here. */
    @Parameter(property = "ledger.from")
    @Nullable
    String from;

    /** The other tool's table, where it does not have the name that the tool gives it. */
    @Parameter(property = "ledger.fromTable")
    @Nullable
    String fromTable;

    /** Say what would be recorded, and change nothing. */
    @Parameter(property = "ledger.dryRun", defaultValue = "false")
    boolean dryRun;

    /** Accept files that were edited since the other tool ran them; needs reason. */
    @Parameter(property = "ledger.acceptEdited", defaultValue = "false")
    boolean acceptEdited;

    /** Why edited files are accepted; recorded. */
    @Parameter(property = "ledger.reason")
    @Nullable
    String reason;

    @Override
    List<String> command() {
        return new Arguments("adopt")
                .option("--from", from)
                .option("--from-table", fromTable)
                .flag("--dry-run", dryRun)
                .flag("--accept-edited", acceptEdited)
                .option("--reason", reason)
                .list();
    }
}
