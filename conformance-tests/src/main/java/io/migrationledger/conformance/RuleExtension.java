package io.migrationledger.conformance;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.fixture.Waiver;
import io.migrationledger.conformance.report.Causes;
import io.migrationledger.conformance.report.ConformanceReport;
import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.rules.Chapter;
import io.migrationledger.conformance.rules.Rules;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.SessionOptions;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Judges each rule: passed, failed with the rule's words, declined, waived or not run; writes the report at the end. */
final class RuleExtension implements InvocationInterceptor, BeforeAllCallback, AfterAllCallback {

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Rule rule = method.getExecutable().getAnnotation(Rule.class);
        if (rule == null) {
            invocation.proceed();
            return;
        }
        ConformanceFixture fixture = ((Chapter) context.getRequiredTestInstance()).fixture();
        ConformanceReport report = ConformanceReport.of(fixture);
        Optional<Waiver> waiver = fixture.waivers().stream()
                .filter(candidate -> candidate.rule().equals(rule.id()))
                .findFirst();
        try {
            Set<Capability> declined = EnumSet.copyOf(Arrays.asList(Capability.values()));
            declined.retainAll(declined(fixture, report));
            declined.retainAll(Arrays.asList(rule.needs()));
            if (!declined.isEmpty()) {
                invocation.skip();
                report.result(
                        rule, ConformanceReport.Result.DECLINED, "needs " + declined + ", which the driver declines");
                return;
            }
            invocation.proceed();
            if (waiver.isPresent()) {
                waived(rule, waiver.get(), report, "; this time it passed");
            } else {
                report.result(rule, ConformanceReport.Result.PASS, "");
            }
        } catch (NotApplicable e) {
            report.result(rule, ConformanceReport.Result.NOT_APPLICABLE, String.valueOf(e.getMessage()));
            throw new TestAbortedException(rule.id() + " has nothing to try here: " + e.getMessage());
        } catch (TestAbortedException e) {
            report.result(rule, ConformanceReport.Result.NOT_RUN, String.valueOf(e.getMessage()));
            if ("true".equals(System.getenv("LEDGER_REQUIRE_SERVERS"))) {
                throw new AssertionError(rule.id() + " NOT RUN: " + e.getMessage(), e);
            }
            throw e;
        } catch (Throwable e) {
            if (waiver.isPresent()) {
                waived(rule, waiver.get(), report, "");
                return;
            }
            report.result(rule, ConformanceReport.Result.FAIL, String.valueOf(e.getMessage()));
            throw new AssertionError(
                    rule.id() + ": " + rule.says() + "\n\n" + e.getMessage() + Causes.behind(e)
                            + "\n\nSee docs/SPEC.md#" + anchor(rule.id()) + "\nCheck: " + rule.check() + ".",
                    e);
        }
    }

    private static void waived(Rule rule, Waiver waiver, ConformanceReport report, String remark) {
        report.result(rule, ConformanceReport.Result.WAIVED, waiver.reason() + " (" + waiver.link() + ")" + remark);
    }

    /** @throws IllegalStateException where a waiver is of no rule */
    @Override
    public void beforeAll(ExtensionContext context) {
        for (Waiver waiver :
                ((Chapter) context.getRequiredTestInstance()).fixture().waivers()) {
            if (!Rules.all().containsKey(waiver.rule())) {
                throw new IllegalStateException("a waiver names " + waiver.rule() + ", which is no rule of this kit");
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        ConformanceReport.of(((Chapter) context.getRequiredTestInstance()).fixture())
                .write(Rules.all().values());
    }

    static String anchor(String id) {
        return id.toLowerCase(Locale.ROOT).replace('.', '-');
    }

    private static Set<Capability> declined(ConformanceFixture fixture, ConformanceReport report) throws Exception {
        Optional<Set<Capability>> known = report.declined();
        if (known.isPresent()) {
            return known.get();
        }
        try (var database = fixture.newDatabase();
                Connection connection = database.connect();
                DialectSession session = fixture.dialect().open(connection, SessionOptions.DEFAULTS)) {
            report.describe(fixture.versions(connection), session.declined());
            return session.declined();
        }
    }
}
