package io.migrationledger.spi.schema;

import java.util.Map;

/**
 * What the database does by itself at its time (MySQL and MariaDB: events).
 *
 * @param name its name, without the schema's
 * @param schedule when, as SQL
 * @param definition what it does, as the database keeps it
 * @param options what else was said of it: {@code status}, {@code on completion}
 * @param comment the comment, or the empty string
 */
public record ScheduledEvent(
        String name, String schedule, String definition, Map<String, String> options, String comment)
        implements SchemaItem {

    /** Makes it immutable. */
    public ScheduledEvent {
        options = Order.options(options);
    }

    @Override
    public String kind() {
        return "event";
    }
}
