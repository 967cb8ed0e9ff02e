package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.schema.ScheduledEvent;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What keeps the sql_mode that it was made under. The session's is set before where it is another, and back behind all. */
final class Programs {
    private static final String MODE = "sql mode";
    private static final String ZONE = "time zone";

    private final List<SchemaStatement> statements = new ArrayList<>();
    private final Optional<String> usualMode;
    private final String scriptMode;
    private final String usualZone;
    private Optional<String> mode;
    private String zone;

    Programs(Session session) {
        this.scriptMode = session.scriptMode();
        this.usualMode = session.mode().equals(scriptMode) ? Optional.of(scriptMode) : Optional.empty();
        this.usualZone = session.zone();
        this.mode = usualMode;
        this.zone = usualZone;
    }

    private void under(Map<String, String> options) {
        String wanted = options.getOrDefault(MODE, "");
        if (options.containsKey(MODE) && !mode.equals(Optional.of(wanted))) {
            statements.add(SchemaStatement.of("SET SESSION sql_mode = " + Sql.text(wanted)));
            mode = Optional.of(wanted);
        }
        String wantedZone = options.get(ZONE);
        if (wantedZone != null && !zone.equals(wantedZone)) {
            statements.add(SchemaStatement.of("SET SESSION time_zone = " + Sql.text(wantedZone)));
            zone = wantedZone;
        }
    }

    /** Makes a routine, on MariaDB in the place of one that is there. */
    void routine(Routine routine, boolean replaces) {
        under(routine.options());
        String definition =
                replaces ? routine.definition().replaceFirst("^CREATE ", "CREATE OR REPLACE ") : routine.definition();
        int line = definition.indexOf('\n');
        boolean said = !routine.comment().isEmpty() && line > 0;
        add(
                said
                        ? definition.substring(0, line) + " COMMENT " + Sql.text(routine.comment())
                                + definition.substring(line)
                        : definition);
    }

    /** Adds what keeps no sql_mode, and is read in the usual one. */
    void addAll(List<SchemaStatement> others) {
        if (!others.isEmpty() && !mode.equals(usualMode)) {
            under(Map.of(MODE, scriptMode));
        }
        statements.addAll(others);
    }

    static SchemaStatement drop(Routine routine) {
        return SchemaStatement.of("DROP " + routine.kind().toUpperCase(Locale.ROOT) + " " + Sql.name(routine.name()));
    }

    void trigger(Trigger trigger) {
        under(trigger.options());
        add(trigger.definition());
    }

    void event(ScheduledEvent event) {
        under(event.options());
        String status = event.options().getOrDefault("status", "ENABLED");
        String completion = event.options().getOrDefault("on completion", "NOT PRESERVE");
        add("CREATE EVENT " + Sql.name(event.name()) + "\nON SCHEDULE " + event.schedule()
                + (completion.equals("PRESERVE") ? "\nON COMPLETION PRESERVE" : "")
                + (status.equals("ENABLED") ? "" : status.equals("DISABLED") ? "\nDISABLE" : "\nDISABLE ON SLAVE")
                + (event.comment().isEmpty() ? "" : "\nCOMMENT " + Sql.text(event.comment()))
                + "\nDO " + event.definition());
    }

    private void add(String sql) {
        statements.add(SchemaStatement.of(sql.strip()));
    }

    /** Returns the statements; the session is as before behind them. */
    List<SchemaStatement> statements() {
        List<SchemaStatement> all = new ArrayList<>(statements);
        if (!mode.equals(usualMode)) {
            all.add(SchemaStatement.of("SET SESSION sql_mode = " + Sql.text(scriptMode)));
        }
        if (!zone.equals(usualZone)) {
            all.add(SchemaStatement.of("SET SESSION time_zone = " + Sql.text(usualZone)));
        }
        return all;
    }

    static void tell(Routine routine, Unwritten gaps) {
        String where = routine.kind() + " " + routine.identity();
        gaps.options(where, routine.options(), java.util.Set.of(MODE));
        if (routine.kind().startsWith("package") && !routine.comment().isEmpty()) {
            gaps.add(where + ": comment " + routine.comment());
        }
    }

    static void tell(ScheduledEvent event, Unwritten gaps) {
        gaps.options("event " + event.name(), event.options(), java.util.Set.of(MODE, ZONE, "status", "on completion"));
    }

    static void tell(String owner, Trigger trigger, Unwritten gaps) {
        gaps.options(
                "table " + owner + ", trigger " + trigger.name(), trigger.options(), java.util.Set.of(MODE, "order"));
        if (!trigger.comment().isEmpty()) {
            gaps.add("table " + owner + ", trigger " + trigger.name() + ": comment " + trigger.comment());
        }
    }
}
