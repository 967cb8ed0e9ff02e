package io.migrationledger.dialect.mysql.probe;

import io.migrationledger.dialect.mysql.statement.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The objects of a statement as they were before it ran, the settings under which they were read, and the version of the
 * server: all of these change how SHOW CREATE writes things.
 */
public record Fingerprint(String sqlMode, String timeZone, String version, Map<String, State> states) {

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
        return new Fingerprint(
                settings[0], settings.length > 1 ? settings[1] : "", settings.length > 2 ? settings[2] : "", states);
    }

    /** Returns what a name with a line break or a tab becomes, so that lines stay lines. */
    static String line(String key) {
        return key.replace('\n', ' ').replace('\t', ' ');
    }

    State of(Target target) {
        return states.getOrDefault(line(target.key()), State.UNREADABLE);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(sqlMode)
                .append('\t')
                .append(timeZone)
                .append('\t')
                .append(version);
        states.forEach(
                (key, state) -> text.append('\n').append(key).append('\t').append(state));
        return text.toString();
    }
}
