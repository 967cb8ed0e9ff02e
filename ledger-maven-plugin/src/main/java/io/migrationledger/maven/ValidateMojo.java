package io.migrationledger.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Checks the files, and that nothing that is in effect was edited or is gone. */
@Mojo(
        name = "validate",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class ValidateMojo extends LedgerMojo {
    /** Checks the files alone, as scripts for this kind of database; none is asked: sqlite, postgres, mysql or mariadb. */
    @Parameter(property = "ledger.dialect")
    @Nullable
    String dialect;

    @Override
    List<String> command() {
        return new Arguments("validate").option("--dialect", dialect).list();
    }
}
