package io.migrationledger.conformance.report;

/** The number of a rule: {@code ML-}, its chapter, a full stop, its place in the chapter. */
public final class RuleNumber {

    private RuleNumber() {}

    /** Compares two numbers: by the chapter, and then by the place in it. */
    public static int compare(String a, String b) {
        String[] left = parts(a);
        String[] right = parts(b);
        int chapter = Integer.compare(Integer.parseInt(left[0]), Integer.parseInt(right[0]));
        return chapter != 0 ? chapter : Integer.compare(Integer.parseInt(left[1]), Integer.parseInt(right[1]));
    }

    /** Returns the chapter, from 1. */
    public static int chapter(String number) {
        return Integer.parseInt(parts(number)[0]);
    }

    private static String[] parts(String number) {
        return number.substring("ML-".length()).split("\\.", -1);
    }
}
