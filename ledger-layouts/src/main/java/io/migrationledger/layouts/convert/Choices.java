package io.migrationledger.layouts.convert;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.Problem;
import io.migrationledger.migration.FileSource;
import io.migrationledger.migration.Findings;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a person chose of a directory, or still has to: Liquibase's contexts and labels. */
final class Choices {
    private static final String LIQUIBASE = "liquibase";
    private static final String ALL = LIQUIBASE + ":contexts=:labels=";
    private static final String CHOOSE = LIQUIBASE + ":contexts=…:labels=…";

    private Choices() {}

    /** Returns the ids of the changesets that are for other contexts or labels than those that were chosen. */
    static List<MigrationId> others(FileSource source, Reading reading, String tool) {
        if (!tool.equals(LIQUIBASE)) {
            return List.of();
        }
        Set<MigrationId> others = new LinkedHashSet<>();
        FileSource all = source.layout(ALL);
        for (List<String> database : Reading.DATABASES) {
            all.migrations(database, new Silent()).forEach(one -> others.add(one.id()));
        }
        others.removeAll(Set.copyOf(reading.order()));
        return List.copyOf(others);
    }

    /** Returns what to do where migrations are refused because nobody chose; empty where none is. */
    static Optional<Advice> missing(Reading reading) {
        return reading.order().stream().map(reading::any).map(Migration::up).anyMatch(Choices::isToChoose)
                ? Optional.of(Advice.of(
                        "nobody said which contexts or labels are meant: convert again with ",
                        Action.LAYOUT.about(CHOOSE)))
                : Optional.empty();
    }

    private static boolean isToChoose(MigrationBody body) {
        return body instanceof MigrationBody.Script up
                && up.script().refused().filter(Choices::isToChoose).isPresent();
    }

    /** Returns what the file beside a script says of a refusal; it is read there by people and by programs. */
    static String refusal(Problem why) {
        return why.what() + ". "
                + (isToChoose(why) ? "Convert the old directory again with the layout " + CHOOSE + "." : why.next());
    }

    private static boolean isToChoose(Problem why) {
        return why.advice().actions().stream().anyMatch(meant -> meant.action() == Action.LAYOUT);
    }

    /** What else is in the directory was told when it was read as it was chosen. */
    private static final class Silent implements Findings {
        @Override
        public void problem(Problem problem) {}

        @Override
        public void note(String text) {}

        @Override
        public void notRun(MigrationId id, String location) {}
    }
}
