package io.migrationledger.migration;

/**
 * A layout's word that it knows a directory.
 *
 * @param certainty how sure it is; where two layouts are equally sure, a person has to choose
 * @param decidedBy the file that tells
 */
public record Recognition(Certainty certainty, LayoutFile decidedBy) {

    /** How sure a layout is, in rising order. */
    public enum Certainty {
        /** The names fit, as they fit others. */
        POSSIBLE,
        /** A file is named as in this layout alone. */
        NAMED,
        /** There is a file, or a mark in a file, that only this tool writes. */
        MARKED
    }
}
