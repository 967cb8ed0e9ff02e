package io.migrationledger.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Tries all migrations on a scratch database, from nothing, back and again; the build fails where it finds something. */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class CheckMojo extends LedgerMojo {
    /** The server on which scratch databases are made and removed again. By default, on SQLite: in memory. */
    @Parameter(property = "ledger.scratchUrl")
    @Nullable
    String scratchUrl;

    /** A file of SQL that builds the schema which the migrations have to build, too. */
    @Parameter(property = "ledger.declared")
    @Nullable
    String declared;

    /** Where migrations are in effect that have to be here unchanged: env:NAME, a JDBC address, or an exported file. */
    @Parameter(property = "ledger.against")
    @Nullable
    String against;

    @Override
    List<String> command() {
        return new Arguments("check")
                .option("--scratch-url", scratchUrl)
                .option("--declared", declared)
                .option("--against", against)
                .list();
    }
}
