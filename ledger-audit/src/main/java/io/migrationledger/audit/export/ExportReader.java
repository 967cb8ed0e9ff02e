package io.migrationledger.audit.export;

import io.migrationledger.ChainVerifier;
import io.migrationledger.ErrorCode;
import io.migrationledger.KeptScript;
import io.migrationledger.LedgerException;
import io.migrationledger.Verification;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export without a database, one event after another, and verifies it on the way: gives each event that is good,
 * and none behind the first that is wrong. Confined to one thread.
 */
public final class ExportReader implements Iterator<LedgerEvent>, AutoCloseable {
    /** A script, and a snapshot. */
    private static final int MOST_AHEAD = 2;

    private final String file;
    private final InputStream in;
    private final MessageDigest digest = Sha256.newDigest();
    private final Lines lines;
    private final ChainVerifier verifier;
    private final ExportHeader header;
    private final Set<String> scripts = new HashSet<>();
    private @Nullable LedgerEvent next;
    /** The texts that stand before the next event. */
    private final List<KeptScript> ahead = new ArrayList<>();

    private List<KeptScript> given = List.of();
    private Verification.@Nullable Broken broken;
    private boolean ended;

    private ExportReader(String file, InputStream in) throws IOException {
        this.file = file;
        this.in = in;
        this.lines = new Lines(in, digest);
        this.verifier = new ChainVerifier(event -> next = event);
        this.header = first(lines, file);
    }

    private static ExportHeader first(Lines lines, String file) throws IOException {
        try {
            String line = lines.next();
            if (line != null) {
                return ExportHeader.of(line, file);
            }
        } catch (CharacterCodingException | Lines.CutOffException e) {
            throw ExportHeader.none(file);
        }
        throw ExportHeader.none(file);
    }

    /**
     * Opens an export.
     *
     * @param name what messages call the file
     * @throws LedgerException where the file cannot be read, is no export, or one of a later version
     */
    public static ExportReader open(Path file, String name) {
        try {
            InputStream in = Files.newInputStream(file);
            try {
                return of(in, name);
            } catch (RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Reads an export from a stream, which {@link #close} closes.
     *
     * @param name what messages call it
     * @throws LedgerException where it cannot be read, is no export, or one of a later version
     */
    public static ExportReader of(InputStream in, String name) {
        try {
            return new ExportReader(name, in);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Verifies a whole export.
     *
     * @param good gets each event that is good, in order
     * @return what was found. The broken sequence is 0 where no event is wrong but the first line or the last one is
     */
    public static Verification verify(Path file, String name, Consumer<? super LedgerEvent> good) {
        try (ExportReader reader = open(file, name)) {
            reader.forEachRemaining(good);
            return reader.verification();
        }
    }

    /** Returns what the first line says. */
    public ExportHeader header() {
        return header;
    }

    /** Returns what was found so far; it is the last word once there is no next event. */
    public Verification verification() {
        Verification found = verifier.verification();
        long events = broken == null || broken.sequence() == 0
                ? found.events()
                : Math.min(found.events(), broken.sequence() - 1);
        return new Verification(
                events, found.head(), found.broken().or(() -> Optional.ofNullable(broken)), scripts.size());
    }

    /** Returns the kept texts that the event which was given last is the first to name; often none. */
    public List<KeptScript> scripts() {
        return given;
    }

    @Override
    public boolean hasNext() {
        while (next == null && !ended) {
            try {
                read();
            } catch (CharacterCodingException e) {
                unreadable("it is not UTF-8");
            } catch (Lines.CutOffException e) {
                unreadable(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return next != null;
    }

    @Override
    public LedgerEvent next() {
        LedgerEvent event = hasNext() ? next : null;
        if (event == null) {
            throw new NoSuchElementException();
        }
        given = List.copyOf(ahead);
        ahead.clear();
        next = null;
        return event;
    }

    private void read() throws IOException {
        String line = lines.next();
        if (line == null) {
            unreadable("the file ends before its last line: it was cut off");
        } else if (EndLine.isOne(line)) {
            end(line);
        } else if (ScriptLine.isOne(line)) {
            script(line);
        } else {
            event(line);
        }
    }

    private void script(String line) {
        KeptScript read;
        try {
            read = ScriptLine.of(line).script();
        } catch (RuntimeException e) {
            unreadable(String.valueOf(e.getMessage()));
            return;
        }
        if (ahead.size() == MOST_AHEAD || scripts.contains(read.hash())) {
            unreadable("a script stands before it that belongs elsewhere");
            return;
        }
        ahead.add(read);
    }

    /** Each text stands before the event that is the first to name it, and nowhere else. */
    private void checkScript(LedgerEvent event) {
        List<String> named =
                event.kept().stream().filter(hash -> !scripts.contains(hash)).toList();
        List<String> there = ahead.stream().map(KeptScript::hash).toList();
        if (named.equals(there)) {
            scripts.addAll(named);
            return;
        }
        broken = new Verification.Broken(
                event.sequence(),
                there.containsAll(named)
                        ? "a script stands before it that belongs elsewhere"
                        : "the kept text that it names is not there");
        ended = true;
        next = null;
    }

    private void event(String line) {
        long expected = verifier.verification().events() + 1;
        EventLine read;
        try {
            read = EventLine.of(line);
        } catch (RuntimeException e) {
            unreadable(String.valueOf(e.getMessage()));
            return;
        }
        EventHeader of = read.header();
        if (of.sequence() < expected) {
            unreadable("event " + of.sequence() + " stands in its place");
            return;
        }
        ended = !verifier.add(of.sequence(), read.type(), read.origin(), of, "");
        if (next != null) {
            checkScript(next);
        }
    }

    private void end(String line) throws IOException {
        ended = true;
        String sha256 = Sha256.hex(digest.digest());
        Verification found = verifier.verification();
        if (EndLine.events(line) > found.events() || !ahead.isEmpty()) {
            broken = new Verification.Broken(found.events() + 1, "event " + (found.events() + 1) + " is missing");
        } else if (!new EndLine(found.events(), found.head(), sha256).line().equals(line)) {
            broken = new Verification.Broken(
                    0, "no event is wrong, but the first line or the last one is not as it was written");
        } else if (isMore()) {
            broken = new Verification.Broken(0, "something stands behind the last line");
        }
    }

    private boolean isMore() throws IOException {
        try {
            return lines.next() != null;
        } catch (CharacterCodingException | Lines.CutOffException e) {
            return true;
        }
    }

    /** The event that comes next is not there, or cannot be read. */
    private void unreadable(String problem) {
        ended = true;
        verifier.add(verifier.verification().events() + 1, "", "", null, problem);
    }

    private static LedgerException unreadable(String name, IOException error) {
        return new LedgerException(
                ErrorCode.UNREADABLE_FILE,
                name + " cannot be read"
                        + (error instanceof NoSuchFileException
                                ? ": there is no such file"
                                : ": " + error.getMessage()),
                LedgerException.NOTHING_CHANGED,
                "Check the name and the directory.",
                error);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }
}
