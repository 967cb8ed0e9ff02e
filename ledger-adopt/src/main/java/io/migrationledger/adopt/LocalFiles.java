package io.migrationledger.adopt;

import io.migrationledger.migration.Migration;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The migrations of one namespace, by the names of their files, for checksums of several files; each file is read once.
 * Safe for many threads.
 */
final class LocalFiles {
    private final List<LocalFile> byName;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<Function<LocalFile, byte[]>, Running> sums = new IdentityHashMap<>();

    LocalFiles(Collection<Migration> migrations) {
        this.byName = migrations.stream()
                .map(migration -> new LocalFile(migration, this))
                .sorted(Comparator.comparing(LocalFile::name))
                .toList();
        for (int i = 0; i < byName.size(); i++) {
            places.put(byName.get(i).name(), i); // of those of one name the last
        }
    }

    /** Returns how many files stand before the one of this name. */
    int before(String name) {
        return places.getOrDefault(name, 0);
    }

    /**
     * Returns the SHA-256 of the first files, one after another.
     *
     * @param part what of a file is summed; always the same object, as what was summed is kept for it
     */
    synchronized byte[] sha256(int count, Function<LocalFile, byte[]> part) {
        return sums.computeIfAbsent(part, Running::new).of(count);
    }

    /** A digest that grows by one file after another, and what it was after each. */
    private final class Running {
        private final Function<LocalFile, byte[]> part;
        private final MessageDigest digest;
        private final List<byte[]> after = new ArrayList<>();

        Running(Function<LocalFile, byte[]> part) {
            this.part = part;
            try {
                this.digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every Java has it
            }
            after.add(now());
        }

        byte[] of(int count) {
            while (after.size() <= count) {
                digest.update(part.apply(byName.get(after.size() - 1)));
                after.add(now());
            }
            return after.get(count).clone();
        }

        private byte[] now() {
            try {
                return ((MessageDigest) digest.clone()).digest();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e); // Java's own can be cloned
            }
        }
    }
}
