package io.migrationledger.conformance.run;

import java.util.Random;

/**
 * In which order two runners take their steps. Chosen by a seed and written down as it is chosen, or read from what was
 * written down: then it is the same order on any machine, however slow.
 *
 * <p>Written as {@code 17:0011b0}: the step at which the first runner's lock is lost, or {@code -}; then who takes each step,
 * as a letter where the other one still waits inside the database. Confined to the scheduling thread.
 */
final class Schedule {
    private static final int RUNNERS = 2;
    private static final int FIRST_LOSS = 4;
    private static final int LOSSES = 30;

    /**
     * One step.
     *
     * @param runner who takes it
     * @param beside whether the other runner waits inside the database meanwhile
     */
    record Choice(int runner, boolean beside) {
        private char written() {
            return (char) ((beside ? 'a' : '0') + runner);
        }

        private static Choice read(char c) {
            boolean beside = c >= 'a';
            int runner = c - (beside ? 'a' : '0');
            if (runner < 0 || runner >= RUNNERS) {
                throw new IllegalArgumentException("a schedule has the steps 0, 1, a and b, not '" + c + "'");
            }
            return new Choice(runner, beside);
        }
    }

    private final int losingStep;
    private final Random random;
    private final String given;
    private final StringBuilder taken = new StringBuilder();

    private Schedule(int losingStep, Random random, String given) {
        this.losingStep = losingStep;
        this.random = random;
        this.given = given;
    }

    /** Returns a schedule that the seed chooses. */
    static Schedule chosen(long seed, boolean losesLock) {
        Random random = new Random(seed);
        return new Schedule(losesLock ? FIRST_LOSS + random.nextInt(LOSSES) : Integer.MAX_VALUE, random, "");
    }

    /** Returns a schedule that was written down; what comes after its end is chosen anew. */
    static Schedule read(String written) {
        int colon = written.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("a schedule is a step or '-', a colon and steps: '" + written + "'");
        }
        String losing = written.substring(0, colon);
        return new Schedule(
                losing.equals("-") ? Integer.MAX_VALUE : Integer.parseInt(losing),
                new Random(0),
                written.substring(colon + 1));
    }

    /** Returns the step under the lock at which the first runner loses it, counted from 1. */
    int losingStep() {
        return losingStep;
    }

    boolean losesLock() {
        return losingStep != Integer.MAX_VALUE;
    }

    /** Returns whether the next step is written down. */
    boolean isGiven() {
        return taken.length() < given.length();
    }

    /** Returns the next step that is written down. */
    Choice given() {
        return Choice.read(given.charAt(taken.length()));
    }

    /** Returns a number below the bound. */
    int choose(int bound) {
        return random.nextInt(bound);
    }

    /** Writes down what was chosen. */
    void take(Choice choice) {
        taken.append(choice.written());
    }

    @Override
    public String toString() {
        return (losesLock() ? Integer.toString(losingStep) : "-") + ":" + taken;
    }
}
