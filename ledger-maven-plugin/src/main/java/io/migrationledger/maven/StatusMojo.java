package io.migrationledger.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Shows what is in effect, what is pending and what needs a person. */
@Mojo(name = "status", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class StatusMojo extends LedgerMojo {
    /** Fail the build when anything is pending, failed, changed or missing. */
    @Parameter(property = "ledger.check", defaultValue = "false")
    boolean check;

    @Override
    List<String> command() {
        return new Arguments("status").flag("--check", check).list();
    }
}
