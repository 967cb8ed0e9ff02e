package io.migrationledger.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Creates the next migration from a template, numbered and named as the others are. */
@Mojo(name = "new", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class NewMojo extends LedgerMojo {
    /** What the migration does, in a few words. */
    @Parameter(property = "ledger.name", required = true)
    @Nullable
    String name;

    /** With a script that rolls it back. */
    @Parameter(property = "ledger.down", defaultValue = "false")
    boolean down;

    /** A migration in Java or Kotlin, entered in the registry. */
    @Parameter(property = "ledger.java", defaultValue = "false")
    boolean java;

    /** The root of the sources, for java. */
    @Parameter(property = "ledger.sources")
    @Nullable
    String sources;

    @Override
    List<String> command() {
        return new Arguments("new")
                .word(name)
                .flag("--down", down)
                .flag("--java", java)
                .option("--sources", sources)
                .list();
    }
}
