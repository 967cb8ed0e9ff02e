package io.migrationledger.audit.report.content;

import io.migrationledger.Advice;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a report is to say beside what it has read.
 *
 * @param address where the database is, for the reader; empty where it is not to be shown
 * @param scripts finds the SQL that ran
 * @param advice says what to do, in the words of who makes the report
 * @param secrets hides what nobody may see from every text of the report
 */
public record ReportOptions(
        Optional<String> address, ScriptTexts scripts, Function<Advice, String> advice, UnaryOperator<String> secrets) {
    /** No address, no scripts, the words of the library, nothing to hide. */
    public static final ReportOptions DEFAULTS =
            new ReportOptions(Optional.empty(), ScriptTexts.NONE, Advice::toString, UnaryOperator.identity());
}
