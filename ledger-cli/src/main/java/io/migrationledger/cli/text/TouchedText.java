package io.migrationledger.cli.text;

import io.migrationledger.event.Touched;
import io.migrationledger.sql.TouchedObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what an attempt changed, as a changelog does: {@code created orders, lines; filled prices}. */
public final class TouchedText {
    private static final int SHOWN = 4;

    private TouchedText() {}

    /**
     * Returns it in one line; empty where nothing is known.
     *
     * @param all whether every object is named, and not only the first few
     */
    public static String of(Touched touched, boolean all) {
        int shown = all
                ? touched.objects().size()
                : Math.min(SHOWN, touched.objects().size());
        Map<TouchedObject.Action, List<String>> byAction = new LinkedHashMap<>();
        for (TouchedObject object : touched.objects().subList(0, shown)) {
            byAction.computeIfAbsent(object.action(), action -> new ArrayList<>())
                    .add(object.name() + object.to().map(name -> " to " + name).orElse(""));
        }
        List<String> parts = new ArrayList<>();
        byAction.forEach(
                (action, names) -> parts.add(action.name().toLowerCase(Locale.ROOT) + " " + String.join(", ", names)));
        int more = touched.objects().size() - shown + touched.more();
        return String.join("; ", parts) + (more == 0 ? "" : " and " + more + " more");
    }
}
