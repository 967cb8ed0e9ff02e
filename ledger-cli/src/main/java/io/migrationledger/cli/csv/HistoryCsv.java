package io.migrationledger.cli.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.migrationledger.audit.question.AttemptView;
import io.migrationledger.audit.question.DurationView;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.event.Actor;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * History as comma-separated values. A text that a spreadsheet would take for a formula (it begins with {@code =}, {@code +},
 * {@code -}, {@code @}, a tab or a carriage return) has an apostrophe before it
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
public final class HistoryCsv {
    private static final String FORMULA = "=+-@\t\r";

    private HistoryCsv() {}

    /** JSON without passwords. It begins with a brace, and is no formula. */
    private record Detail(String json) {
        @Override
        public String toString() {
            return json;
        }
    }

    /** Prints events: the columns of the ledger table, and what their detail says. */
    public static void events(Page page, Collection<LedgerEvent> events) {
        List<List<Object>> rows = new ArrayList<>();
        for (LedgerEvent event : events) {
            EventHeader header = event.header();
            Actor actor = header.actor();
            rows.add(List.of(
                    event.sequence(),
                    event.type().name(),
                    event.origin().name(),
                    event.id().namespace(),
                    event.id().value(),
                    header.direction().name(),
                    header.checksum(),
                    header.done(),
                    header.batch(),
                    header.runId(),
                    actor.databaseUser(),
                    actor.osUser(),
                    actor.host(),
                    actor.application(),
                    CanonicalEncoding.time(header.recordedAt()),
                    millis(header.elapsed()),
                    description(event),
                    reason(event),
                    event instanceof LedgerEvent.Failed failed ? error(failed.error()) : "",
                    new Detail(page.secrets().hideInJson(header.detail())),
                    header.previousHash(),
                    header.hash()));
        }
        print(
                page,
                "sequence,event,origin,namespace,migration,direction,checksum,done,batch,run_id,database_user,os_user,host,"
                        + "application,recorded_at,elapsed_ms,description,reason,error,detail,previous_hash,hash",
                rows);
    }

    /** Prints attempts. */
    public static void attempts(Page page, List<AttemptView> attempts) {
        List<List<Object>> rows = new ArrayList<>();
        for (AttemptView attempt : attempts) {
            EventHeader header = attempt.started().header();
            rows.add(List.of(
                    attempt.started().sequence(),
                    attempt.last().sequence(),
                    attempt.id().namespace(),
                    attempt.id().value(),
                    attempt.direction().name(),
                    attempt.ended() ? attempt.last().type().name() : "OPEN",
                    attempt.last().origin().name(),
                    attempt.done(),
                    attempt.started().statements(),
                    header.batch(),
                    header.actor().databaseUser(),
                    header.actor().osUser(),
                    header.actor().host(),
                    header.actor().application(),
                    CanonicalEncoding.time(header.recordedAt()),
                    attempt.took().map(HistoryCsv::millis).orElse(""),
                    attempt.started().description(),
                    error(attempt.error())));
        }
        print(
                page,
                "started,last,namespace,migration,direction,end,origin,done,statements,batch,database_user,os_user,host,"
                        + "application,started_at,elapsed_ms,description,error",
                rows);
    }

    /** Prints durations. */
    public static void durations(Page page, List<DurationView> durations) {
        List<List<Object>> rows = new ArrayList<>();
        for (DurationView view : durations) {
            rows.add(List.of(
                    view.id().namespace(),
                    view.id().value(),
                    view.direction().name(),
                    view.description(),
                    view.runs(),
                    millis(view.first()),
                    millis(view.last()),
                    millis(view.slowest())));
        }
        print(page, "namespace,migration,direction,description,runs,first_ms,last_ms,slowest_ms", rows);
    }

    private static void print(Page page, String heading, List<List<Object>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(heading.split(","));
            for (List<Object> row : rows) {
                csv.writeRecord(row.stream()
                        .map(value -> value instanceof String plain
                                ? guarded(page.secrets().hide(plain))
                                : value.toString())
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page.stream().print(text);
    }

    static String guarded(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String millis(Duration duration) {
        return new BigDecimal(CanonicalEncoding.micros(duration))
                .movePointLeft(3)
                .toPlainString();
    }

    private static String description(LedgerEvent event) {
        if (event instanceof LedgerEvent.Started started) {
            return started.description();
        }
        return event instanceof LedgerEvent.Applied applied ? applied.description() : "";
    }

    private static String reason(LedgerEvent event) {
        Optional<String> reason = Optional.empty();
        if (event instanceof LedgerEvent.Applied applied) {
            reason = applied.reason();
        } else if (event instanceof LedgerEvent.Failed failed) {
            reason = failed.reason();
        } else if (event instanceof LedgerEvent.RolledBack back) {
            reason = back.reason();
        } else if (event instanceof LedgerEvent.Noted noted) {
            reason = noted.reason();
        }
        return reason.orElse("");
    }

    private static String error(Optional<Failure> failure) {
        return failure.map(said -> (said.line() == 0 ? "" : said.file() + ":" + said.line() + ": ") + said.message())
                .orElse("");
    }
}
