package io.migrationledger.adopt;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The ids that a migration may have here which another tool calls by a longer name. */
public final class Ids {

    private Ids() {}

    /** Returns the name, the name without its last ending, and the digits at its beginning, as far as there are any. */
    public static List<String> of(String name) {
        Set<String> ids = new LinkedHashSet<>();
        ids.add(name);
        String last = name.substring(name.lastIndexOf('/') + 1);
        ids.add(last);
        int dot = last.lastIndexOf('.');
        if (dot > 0) {
            ids.add(last.substring(0, dot));
        }
        int digits = 0;
        while (digits < last.length() && Character.isDigit(last.charAt(digits))) {
            digits++;
        }
        boolean apart = digits == last.length() || "_-.".indexOf(last.charAt(digits)) >= 0;
        if (digits > 0 && apart) {
            ids.add(last.substring(0, digits));
        }
        return List.copyOf(ids);
    }
}
