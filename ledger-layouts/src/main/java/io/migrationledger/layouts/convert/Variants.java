package io.migrationledger.layouts.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which files a script needs so that each kind of database reads its own text: one for all, or one more for each that
 * differs.
 */
final class Variants {

    /**
     * A file.
     *
     * @param ending the dialect's name with a full stop before it, or the empty string
     * @param reading the index of a reading that has its text
     * @param databases which databases it is for, as a setting says it, or the empty string
     */
    record File(String ending, int reading, String databases) {}

    private Variants() {}

    /**
     * Returns the files.
     *
     * @param texts for each of {@link Reading#DATABASES} what tells texts apart; empty where the script is not there
     * @param filtered whether the script's own head says which databases it is for
     */
    static List<File> of(List<Optional<String>> texts, boolean filtered) {
        List<File> files = new ArrayList<>();
        Optional<String> common = texts.get(0);
        List<String> absent = new ArrayList<>();
        Map<String, Integer> here = new LinkedHashMap<>();
        for (int i = 1; i < texts.size(); i++) {
            String database = Reading.DATABASES.get(i).get(0);
            Optional<String> text = texts.get(i);
            if (text.isEmpty()) {
                absent.add("!" + database);
            } else if (!text.equals(common)) {
                here.put(database, i);
            }
        }
        if (common.isPresent()) {
            files.add(new File("", 0, String.join(",", absent)));
        } else if (texts.stream().flatMap(Optional::stream).distinct().count() == 1) {
            int first = here.values().iterator().next();
            Optional<String> ending = ending(here);
            if (filtered) {
                return List.of(new File("", first, ""));
            }
            return List.of(
                    ending.isPresent()
                            ? new File("." + ending.get(), first, "")
                            : new File("", first, String.join(",", new TreeSet<>(here.keySet()))));
        }
        // MariaDB reads MySQL's where it has none of its own, also where the text for all is meant for it.
        for (int i = 1; i < texts.size(); i++) {
            if (texts.get(i).isPresent() && texts.get(i).equals(common) && readsAnothers(i, here)) {
                here.put(Reading.DATABASES.get(i).get(0), i);
            }
        }
        here.forEach((database, reading) -> {
            if (!isReadAlready(texts, reading)) {
                files.add(new File("." + database, reading, withoutThose(texts, database)));
            }
        });
        return files;
    }

    /** Returns whether a database would read the file of another one that has its own text. */
    private static boolean readsAnothers(int database, Map<String, Integer> here) {
        List<String> names = Reading.DATABASES.get(database);
        return names.stream().skip(1).anyMatch(here::containsKey);
    }

    /** Returns, as a setting says it, which databases have no such script and yet would read the file of this one. */
    private static String withoutThose(List<Optional<String>> texts, String database) {
        List<String> others = new ArrayList<>();
        for (int i = 1; i < texts.size(); i++) {
            List<String> names = Reading.DATABASES.get(i);
            if (texts.get(i).isEmpty() && names.indexOf(database) > 0) {
                others.add("!" + names.get(0));
            }
        }
        return String.join(",", others);
    }

    /** Returns the one name that just these databases read variants by. */
    private static Optional<String> ending(Map<String, Integer> here) {
        for (String name : here.keySet()) {
            List<String> readers = new ArrayList<>();
            Reading.DATABASES.stream()
                    .filter(names -> names.contains(name))
                    .forEach(names -> readers.add(names.get(0)));
            if (new TreeSet<>(readers).equals(new TreeSet<>(here.keySet()))) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Returns whether a database reads the same text by another of its names: MariaDB reads MySQL's. */
    private static boolean isReadAlready(List<Optional<String>> texts, int reading) {
        List<String> names = Reading.DATABASES.get(reading);
        for (int i = 1; i < texts.size(); i++) {
            String other = Reading.DATABASES.get(i).get(0);
            if (i != reading && names.contains(other) && texts.get(i).equals(texts.get(reading))) {
                return true;
            }
        }
        return false;
    }
}
