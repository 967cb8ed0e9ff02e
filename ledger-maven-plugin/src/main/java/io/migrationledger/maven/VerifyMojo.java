package io.migrationledger.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Checks that the record is whole: its hash chain, and that nobody changed or removed an event. */
@Mojo(name = "verify", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class VerifyMojo extends LedgerMojo {
    /** A head that an earlier verify printed; it must still be in the chain. */
    @Parameter(property = "ledger.head")
    @Nullable
    String head;

    @Override
    List<String> command() {
        return new Arguments("verify").option("--head", head).list();
    }
}
