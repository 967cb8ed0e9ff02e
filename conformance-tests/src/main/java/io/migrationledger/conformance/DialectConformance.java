package io.migrationledger.conformance;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All rules of docs/SPEC.md, for one driver. A driver author writes:
 *
 * <pre>{@code
 * class MyDialectConformanceTest extends DialectConformance {
 *     @Override
 *     public ConformanceFixture fixture() {
 *         return new MyFixture();
 *     }
 * }
 * }</pre>
 *
 * <p>The report is written to {@code target/conformance/<dialect>.md} and {@code .html}. A fixture that throws
 * {@code org.opentest4j.TestAbortedException} from {@code newDatabase} has no server: its rules are NOT RUN, which is a
 * failure where the environment says {@code LEDGER_REQUIRE_SERVERS=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(RuleExtension.class)
@DisplayNameGeneration(RuleNames.class)
public abstract class DialectConformance
        implements AppendRules,
                ChainRules,
                TransactionRules,
                FailureRules,
                CrashRules,
                DoubtRules,
                LockRules,
                SplittingRules,
                TextRules,
                TimeRules,
                CapabilityRules,
                ErrorRules,
                SessionRules {

    /** Returns the fixture of the driver under test; equal on every call in all that matters. */
    @Override
    public abstract ConformanceFixture fixture();
}
