package io.migrationledger.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Writes the next migration, up and down: from what the migrations build to what is declared. */
@Mojo(name = "generate", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class GenerateMojo extends LedgerMojo {
    /** What the migration does, in a few words. */
    @Parameter(property = "ledger.name", required = true)
    @Nullable
    String name;

    /** What is declared: a file of SQL, a directory of such, a JDBC address, or env:NAME. */
    @Parameter(property = "ledger.to", required = true)
    @Nullable
    String to;

    /** The server on which scratch databases are made and removed again. By default, on SQLite: in memory. */
    @Parameter(property = "ledger.scratchUrl")
    @Nullable
    String scratchUrl;

    /** Tables (people:persons) and columns (people.mail:email) that got another name. */
    @Parameter(property = "ledger.rename")
    List<String> renames = List.of();

    /** Tables (people) and columns (people.mail) that are gone, and were not renamed. */
    @Parameter(property = "ledger.dropped")
    List<String> dropped = List.of();

    /** Write it, too, where rows or values can be lost, or rows can be in its way. */
    @Parameter(property = "ledger.allowLoss", defaultValue = "false")
    boolean allowLoss;

    /** Write what can be written, where something cannot. */
    @Parameter(property = "ledger.partial", defaultValue = "false")
    boolean partial;

    @Override
    List<String> command() {
        Arguments arguments = new Arguments("generate")
                .word(name)
                .option("--to", to)
                .option("--scratch-url", scratchUrl)
                .flag("--allow-loss", allowLoss)
                .flag("--partial", partial);
        renames.forEach(rename -> arguments.option("--rename", rename));
        dropped.forEach(name -> arguments.option("--dropped", name));
        return arguments.list();
    }
}
