package io.migrationledger.cli.text;

import io.migrationledger.event.Touched;

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
        return touched.describe(all ? Integer.MAX_VALUE : SHOWN);
    }
}
