package io.migrationledger.conformance;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.report.RuleNames;
import io.migrationledger.conformance.rules.AppendRules;
import io.migrationledger.conformance.rules.CapabilityRules;
import io.migrationledger.conformance.rules.ChainRules;
import io.migrationledger.conformance.rules.CrashRules;
import io.migrationledger.conformance.rules.DoubtRules;
import io.migrationledger.conformance.rules.ErrorRules;
import io.migrationledger.conformance.rules.FailureRules;
import io.migrationledger.conformance.rules.LeaseRules;
import io.migrationledger.conformance.rules.LockRules;
import io.migrationledger.conformance.rules.SessionRules;
import io.migrationledger.conformance.rules.SnapshotRules;
import io.migrationledger.conformance.rules.SplittingRules;
import io.migrationledger.conformance.rules.TextRules;
import io.migrationledger.conformance.rules.TimeRules;
import io.migrationledger.conformance.rules.TransactionRules;
import io.migrationledger.conformance.rules.WriterRules;
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
                LeaseRules,
                SplittingRules,
                TextRules,
                TimeRules,
                CapabilityRules,
                ErrorRules,
                SessionRules,
                SnapshotRules,
                WriterRules {

    /** Returns the fixture of the driver under test; equal on every call in all that matters. */
    @Override
    public abstract ConformanceFixture fixture();
}
