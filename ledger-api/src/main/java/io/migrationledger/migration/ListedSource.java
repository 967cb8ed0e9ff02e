package io.migrationledger.migration;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
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
    public Set<String> namespaces() {
        return Set.of(namespace);
    }

    @Override
    public List<Migration> migrations(List<String> fileVariants, Findings findings) {
        Optional<DirectoryListing> listing = files.list(findings);
        if (listing.isEmpty()) {
            return List.of();
        }
        DirectoryListing rest = excluded.isEmpty()
                ? listing.get()
                : listing.get().without(file -> excluded.stream().anyMatch(one -> one.test(file)));
        return Layouts.read(rest, layout, new LayoutContext(namespace, fileVariants, findings));
    }
}
