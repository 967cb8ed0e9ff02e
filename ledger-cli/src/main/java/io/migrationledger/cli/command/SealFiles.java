package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.audit.seal.Seal;
import io.migrationledger.audit.seal.SealKeys;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.settings.UsageError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys and seals, from where they are: a file, or a variable that holds a key's text or its file's name. */
final class SealFiles {
    static final String KEY = "LEDGER_SEAL_KEY";
    static final String PUBLIC_KEY = "LEDGER_SEAL_PUBLIC_KEY";

    private SealFiles() {}

    static PrivateKey privateKey(Invocation invocation, @Nullable String file) {
        if (file != null) {
            return SealKeys.privateKey(read(invocation, file), file);
        }
        String variable = invocation.surroundings().environment().getOrDefault(KEY, "");
        if (variable.isEmpty()) {
            throw UsageError.of(
                    "there is no key to sign with",
                    "Give --key FILE, or set " + KEY + "; 'ledger seal --new-key FILE' makes one.");
        }
        return SealKeys.privateKey(text(invocation, variable, KEY), KEY);
    }

    /** Returns the key that is trusted; empty where none was named. */
    static Optional<PublicKey> publicKey(Invocation invocation, @Nullable String file) {
        if (file != null) {
            return Optional.of(SealKeys.publicKey(read(invocation, file), file));
        }
        String variable = invocation.surroundings().environment().getOrDefault(PUBLIC_KEY, "");
        return variable.isEmpty()
                ? Optional.empty()
                : Optional.of(SealKeys.publicKey(text(invocation, variable, PUBLIC_KEY), PUBLIC_KEY));
    }

    static Seal seal(Invocation invocation, String file) {
        return Seal.read(read(invocation, file), file);
    }

    /** Returns a key's text; no message repeats what a variable holds, as it may be a key. */
    private static String text(Invocation invocation, String variable, String name) {
        if (variable.contains("-----BEGIN")) {
            return variable;
        }
        try {
            return Files.readString(invocation.surroundings().workingDirectory().resolve(variable));
        } catch (IOException | IllegalArgumentException e) {
            throw LedgerException.input(
                    ErrorCode.BAD_KEY,
                    name + " holds neither a key as PEM nor the name of a file that can be read",
                    "Set it to the text of the file that 'ledger seal --new-key FILE' wrote, or to its name.");
        }
    }

    private static String read(Invocation invocation, String file) {
        try {
            // a file of other bytes is no key and no seal either, and says so then
            return new String(
                    Files.readAllBytes(
                            invocation.surroundings().workingDirectory().resolve(file)),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LedgerException(
                    ErrorCode.UNREADABLE_FILE,
                    file + " cannot be read: "
                            + (Files.exists(invocation
                                            .surroundings()
                                            .workingDirectory()
                                            .resolve(file))
                                    ? e.getMessage()
                                    : "there is no such file"),
                    LedgerException.NOTHING_CHANGED,
                    "Check the name and the directory.",
                    e);
        }
    }
}
