package io.migrationledger.migration;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/** Files that are listed first and then read in their layout. */
final class ListedSource implements FileSource, ReadSource {
    private final String namespace;
    private final Files files;
    private final Optional<DirectoryLayout> layout;
    private final List<Predicate<LayoutFile>> excluded;

    /** Where the files are. */
    interface Files {
        /** Returns all files, or empty where that is told as a problem. */
        Optional<DirectoryListing> list(Findings findings);

        /** Returns the directory that they are in, or empty where they are in none. */
        default Optional<Path> root() {
            return Optional.empty();
        }
    }

    ListedSource(String namespace, Files files) {
        this(namespace, files, Optional.empty(), List.of());
    }

    private ListedSource(
            String namespace, Files files, Optional<DirectoryLayout> layout, List<Predicate<LayoutFile>> excluded) {
        this.namespace = namespace;
        this.files = files;
        this.layout = layout;
        this.excluded = List.copyOf(excluded);
    }

    @Override
    public FileSource layout(String name) {
        return layout(Layouts.named(name));
    }

    @Override
    public FileSource layout(DirectoryLayout chosen) {
        return new ListedSource(namespace, files, Optional.of(chosen), excluded);
    }

    @Override
    public FileSource exclude(String glob) {
        List<Predicate<LayoutFile>> all = new ArrayList<>(excluded);
        all.add(matcher(glob));
        return new ListedSource(namespace, files, layout, all);
    }

    private static Predicate<LayoutFile> matcher(String glob) {
        FileSystem paths = FileSystems.getDefault();
        try {
            PathMatcher matcher = paths.getPathMatcher("glob:" + glob);
            return glob.indexOf('/') < 0
                    ? file -> matcher.matches(paths.getPath(file.name()))
                    : file -> matcher.matches(paths.getPath(file.path()));
        } catch (PatternSyntaxException e) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "the pattern '" + glob + "' for files to leave out cannot be read: " + e.getDescription(),
                    "Write it like *.md or helpers/**.");
        }
    }

    @Override
    public Optional<Path> directory() {
        return files.root();
    }

    @Override
    public Set<String> namespaces() {
        return Set.of(namespace);
    }

    @Override
    public List<Migration> migrations(List<String> fileVariants, Findings findings) {
        Optional<DirectoryListing> listing = files.list(findings);
        if (listing.isEmpty()) {
            return List.of();
        }
        return Layouts.read(rest(listing.get()), layout, new LayoutContext(namespace, fileVariants, findings));
    }

    @Override
    public Optional<List<NewFile>> create(NewMigration wanted) {
        Problems problems = new Problems();
        DirectoryListing listing =
                files.list(problems).map(this::rest).orElseGet(() -> DirectoryListing.of("", List.of()));
        problems.found.removeIf(problem -> problem.code() == ErrorCode.MISSING_DIRECTORY);
        Optional<DirectoryLayout> known = layout.isPresent() ? layout : Layouts.recognised(listing, problems);
        if (!problems.found.isEmpty()) {
            throw new ValidationException(problems.found);
        }
        return known.flatMap(one -> one.create(listing, wanted));
    }

    private DirectoryListing rest(DirectoryListing listing) {
        return excluded.isEmpty()
                ? listing
                : listing.without(file -> excluded.stream().anyMatch(one -> one.test(file)));
    }

    /** Collects what stands in the way of a new migration. */
    private static final class Problems implements Findings {
        private final List<Problem> found = new ArrayList<>();

        @Override
        public void problem(Problem problem) {
            found.add(problem);
        }

        @Override
        public void note(String text) {
            // Whoever reads the migrations is told.
        }

        @Override
        public void notRun(MigrationId id, String location) {
            // Whoever reads the migrations is told.
        }
    }
}
