package io.migrationledger.dialect.mysql.probe;

import io.migrationledger.dialect.mysql.statement.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The objects of a statement as they were before it ran, and what they were read under.
 *
 * @param sqlMode changes how SHOW CREATE writes things, as do the next two
 * @param version the server's
 * @param server tells it from all others; the empty string where that was not noted
 */
public record Fingerprint(String sqlMode, String timeZone, String version, String server, Map<String, State> states) {

    static Fingerprint parse(String text) {
        Map<String, State> states = new LinkedHashMap<>();
        String[] lines = text.split("\n", -1);
        String[] settings = lines[0].split("\t", -1);
        for (int i = 1; i < lines.length; i++) {
            int tab = lines[i].lastIndexOf('\t');
            if (tab >= 0) {
                states.put(lines[i].substring(0, tab), State.parse(lines[i].substring(tab + 1)));
            }
        }
        return new Fingerprint(settings[0], part(settings, 1), part(settings, 2), part(settings, 3), states);
    }

    private static String part(String[] settings, int place) {
        return settings.length > place ? settings[place] : "";
    }

    /** Returns what a name with a line break or a tab becomes, so that lines stay lines. */
    static String line(String key) {
        return key.replace('\n', ' ').replace('\t', ' ');
    }

    /** Returns what a target was. On another server, as after a failover, what was the first one's own tells nothing. */
    State of(Target target, String now) {
        State state = states.getOrDefault(line(target.key()), State.UNREADABLE);
        return server.equals(now) ? state : state.withoutStorage();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(sqlMode)
                .append('\t')
                .append(timeZone)
                .append('\t')
                .append(version)
                .append('\t')
                .append(server);
        states.forEach(
                (key, state) -> text.append('\n').append(key).append('\t').append(state));
        return text.toString();
    }
}
