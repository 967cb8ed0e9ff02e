package io.migrationledger.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Shows what happened, event by event: who did what and when. */
@Mojo(name = "history", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class HistoryMojo extends LedgerMojo {
    /** Events of this migration only. */
    @Parameter(property = "ledger.migration")
    @Nullable
    String migration;

    /** Events since then: 2026-03-01, 2026-03-01T12:00:00Z, or 30m, 2h, 7d ago. */
    @Parameter(property = "ledger.since")
    @Nullable
    String since;

    /** Events that this user, host or program recorded; a part of the name is enough. */
    @Parameter(property = "ledger.actor")
    @Nullable
    String actor;

    /** Events of migrations that changed this table, index or view. */
    @Parameter(property = "ledger.object")
    @Nullable
    String object;

    /** The newest so many events. */
    @Parameter(property = "ledger.limit")
    @Nullable
    Integer limit;

    @Override
    List<String> command() {
        return new Arguments("history")
                .option("--migration", migration)
                .option("--since", since)
                .option("--actor", actor)
                .option("--object", object)
                .option("--limit", limit)
                .list();
    }
}
