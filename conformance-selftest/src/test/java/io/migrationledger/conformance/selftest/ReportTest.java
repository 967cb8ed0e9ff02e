package io.migrationledger.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.conformance.fixture.Waiver;
import io.migrationledger.conformance.rules.Rules;
import io.migrationledger.spi.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.TestAbortedException;

/** What the report says of a rule that was not simply passed or failed. */
class ReportTest {

    private static String report(BrokenFixture fixture, String kind) throws IOException {
        return Files.readString(Path.of("target", "conformance", fixture.reportName() + kind));
    }

    /** A sound driver whose server cannot be had. */
    private static final class WithoutServer extends BrokenFixture {
        @Override
        public CrashDatabase newDatabase() {
            throw new TestAbortedException("no server here");
        }
    }

    @Test
    void whereThereIsNoServerEveryRuleIsNotRunWhichIsAFailureWhereServersAreRequired() throws Exception {
        WithoutServer fixture = new WithoutServer();
        Events events = Subject.run(fixture);

        boolean required = "true".equals(System.getenv("LEDGER_REQUIRE_SERVERS"));
        assertThat(required ? events.failed().count() : events.aborted().count())
                .isEqualTo(Rules.all().size());
        assertThat(events.succeeded().count()).isZero();
        List<String> lines = report(fixture, ".md")
                .lines()
                .filter(line -> line.startsWith("| ML-"))
                .toList();
        List<String> expected = Rules.all().values().stream()
                .map(rule -> "| " + rule.id() + " " + rule.says() + " | NOT RUN | no server here |")
                .toList();
        assertThat(lines).isEqualTo(expected);
        assertThat(report(fixture, ".html")).contains("<td class=\"NOT_RUN\">NOT RUN<td>no server here");
    }

    /** Takes every lock, and says that it does. */
    private static final class WaivesTheLock extends BrokenFixture {
        private final String rule;

        WaivesTheLock(String rule) {
            this.rule = rule;
        }

        @Override
        public List<Waiver> waivers() {
            return List.of(new Waiver(rule, "one runner is enough here", "https://example.com/1"));
        }

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("tryLock") ? Optional.empty() : call.proceed();
        }
    }

    @Test
    void aWaivedRuleFailsNobodyAndIsShownWithReasonAndLink() throws Exception {
        WaivesTheLock fixture = new WaivesTheLock("ML-7.1");
        assertThat(Subject.run(fixture, "lockIsExclusive")
                        .testEvents()
                        .succeeded()
                        .count())
                .isOne();
        assertThat(report(fixture, ".md"))
                .contains("another's tryLock MUST say who holds it, and MUST NOT wait for it. | WAIVED |"
                        + " one runner is enough here (https://example.com/1) |");
    }

    @Test
    void aWaivedRuleThatPassesIsShownAsWaived() throws Exception {
        WaivesTheLock fixture = new WaivesTheLock("ML-1.4");
        assertThat(Subject.run(fixture, "readingCreatesNothing")
                        .testEvents()
                        .succeeded()
                        .count())
                .isOne();
        assertThat(report(fixture, ".md"))
                .contains("| WAIVED | one runner is enough here (https://example.com/1); this time it passed |");
    }

    @Test
    void aWaiverOfNoRuleIsRefused() {
        assertThat(Subject.run(new WaivesTheLock("ML-99.1"), "lockIsExclusive")
                        .allEvents()
                        .failed()
                        .list())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow())
                        .hasMessageContaining("ML-99.1, which is no rule"));
        assertThatThrownBy(() -> new Waiver("ML-7.1", " ", "https://example.com/1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Has no triggers that a test could see. */
    private static final class DeclinesTriggers extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("declined")
                    ? EnumSet.of(Capability.SCHEMAS, Capability.APPEND_ONLY_TRIGGERS)
                    : call.proceed();
        }
    }

    @Test
    void aRuleWhoseCapabilityIsDeclinedIsShownAsDeclined() throws Exception {
        DeclinesTriggers fixture = new DeclinesTriggers();
        Subject.run(fixture, "changesAreRefused");
        assertThat(report(fixture, ".md"))
                .contains("- declines: [APPEND_ONLY_TRIGGERS, SCHEMAS]")
                .contains("| DECLINED | needs [APPEND_ONLY_TRIGGERS], which the driver declines |");
    }

    /** A sound driver of which one rule alone is tried. */
    private static final class TriesOneRule extends BrokenFixture {}

    @Test
    void aRuleThatWasNotTriedIsShownAsNotRun() throws Exception {
        TriesOneRule fixture = new TriesOneRule();
        Subject.run(fixture, "readingCreatesNothing");
        String report = report(fixture, ".md");
        assertThat(report).contains("- 1 PASS, " + (Rules.all().size() - 1) + " NOT RUN\n");
        assertThat(report.lines().filter(line -> line.startsWith("| ML-")).map(line -> line.split(" ", 3)[1]))
                .containsExactlyElementsOf(Rules.all().keySet());
        assertThat(report.lines().filter(line -> line.endsWith(" | NOT RUN | was not tried |")))
                .hasSize(Rules.all().size() - 1);
        assertThat(report(fixture, ".html").split("<td class=\"NOT_RUN\">NOT RUN<td>was not tried", -1))
                .hasSize(Rules.all().size());
    }

    /** Says nothing of statements that commit by themselves, as a fixture whose author has not thought of it. */
    private static final class LeavesTheDefault extends BrokenFixture {
        @Override
        public Optional<String> selfCommittingStatement() {
            return Optional.of(CREATE_INDEX);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"intentBeforeEffect", "lostLockIsFoundBeforeAStatementThatCommits"})
    void aStatementThatTheDriverCallsTransactionalIsNotTakenForOneThatCommitsByItself(String rule) throws Exception {
        LeavesTheDefault fixture = new LeavesTheDefault();
        assertThat(Subject.run(fixture, rule).testEvents().aborted().count()).isOne();
        assertThat(report(fixture, ".md"))
                .contains("| NOT APPLICABLE | the fixture names no statement that commits by itself |");
    }
}
