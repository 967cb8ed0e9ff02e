package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerDescription;
import io.migrationledger.LedgerException;
import io.migrationledger.Verification;
import io.migrationledger.audit.seal.Seal;
import io.migrationledger.audit.seal.SealKeys;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.SealDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.text.HeadText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger seal}. */
@Command(
        name = "seal",
        sortOptions = false,
        description = {
            "Verifies the ledger and signs its head. Changes nothing in the database. The signature is of Ed25519.",
            "Somebody who has all rights on the database, and not the key, can rewrite the ledger, but the seal shows it. Keep the"
                    + " key and the seals elsewhere, and check with 'ledger verify --seal FILE --public-key FILE'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger seal --new-key seal.pem        make a key: seal.pem, and seal.pub.pem to hand out",
            "  ledger seal --key seal.pem --out head.seal",
            "  LEDGER_SEAL_KEY=\"$(cat seal.pem)\" ledger seal --out head.seal"
        })
public final class SealCommand extends Verb {
    private static final String PEM = ".pem";

    @Option(
            names = "--new-key",
            paramLabel = "FILE",
            description = "Make a new key, which only you may read, and write the public key beside it.")
    @Nullable
    String newKey;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The private key to sign with. Default: what LEDGER_SEAL_KEY holds, the key itself or its file")
    @Nullable
    String key;

    @Option(names = "--out", paramLabel = "FILE", description = "The file to write. Default: standard output")
    @Nullable
    String out;

    @Override
    public String name() {
        return "seal";
    }

    @Override
    public Exit run(Invocation invocation) {
        if (newKey != null) {
            if (key != null || out != null) {
                throw UsageError.of("--new-key stands alone", "Make the key first, and seal with it then.");
            }
            return makeKey(invocation, newKey);
        }
        if (out == null && invocation.isJson()) {
            throw UsageError.of("a seal is JSON by itself", "Leave --format json out, or name a file with --out.");
        }
        PrivateKey with = SealFiles.privateKey(invocation, key);
        if (invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        }
        Seal seal = seal(invocation, with);
        if (out == null) {
            invocation.out().line(seal.document().stripTrailing());
            return Exit.DONE;
        }
        write(invocation.surroundings().workingDirectory().resolve(out), out, seal);
        if (invocation.isJson()) {
            SealDocument.print(invocation.out(), out, seal);
        } else {
            invocation.out().line("Sealed the head in " + out + " with the key " + seal.key() + ".");
            invocation.out().line(HeadText.line(seal.sequence(), seal.hash()));
        }
        return Exit.DONE;
    }

    /** A seal may take the place of an older seal, and of nothing else: the file might be a key. */
    private static void write(Path file, String name, Seal seal) {
        try {
            if (Files.isRegularFile(file)) {
                Seal.read(Files.readString(file), name);
            }
        } catch (LedgerException | CharacterCodingException e) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    name + " is there already, and is no seal",
                    "Name another file: only an older seal is written over.");
        } catch (IOException e) {
            throw WholeFile.cannotWrite(name, e);
        }
        WholeFile.write(file, name, to -> {
            to.write(seal.document().getBytes(StandardCharsets.UTF_8));
            return file;
        });
    }

    /** A chain that is broken is not signed. */
    private static Seal seal(Invocation invocation, PrivateKey key) {
        Ledger ledger = invocation.ledger();
        Verification found;
        try {
            found = ledger.verify();
        } catch (LedgerException e) {
            throw NoLedger.orElse(e);
        }
        found.broken().ifPresent(broken -> {
            throw VerifyCommand.broken(broken);
        });
        if (found.events() == 0) {
            throw NoLedger.at(invocation);
        }
        LedgerDescription of = ledger.describe();
        return Seal.sign(found.events(), found.head(), Instant.now(), of.database(), of.table(), key);
    }

    private static Exit makeKey(Invocation invocation, String name) {
        Path here = invocation.surroundings().workingDirectory();
        String publicName =
                (name.endsWith(PEM) ? name.substring(0, name.length() - PEM.length()) : name) + ".pub" + PEM;
        if (!Files.isDirectory(
                Objects.requireNonNull(here.resolve(name).toAbsolutePath().getParent()))) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "the directory of " + name + " does not exist",
                    "Make it, or check the name.");
        }
        PublicKey made = SealKeys.create(here.resolve(name), here.resolve(publicName));
        if (invocation.isJson()) {
            SealDocument.printKey(invocation.out(), name, publicName, SealKeys.id(made));
        } else {
            invocation.out().line("Made the key " + SealKeys.id(made) + ".");
            invocation
                    .out()
                    .line("  " + name
                            + "  the private key: keep it where no administrator of the database can read it");
            invocation.out().line("  " + publicName + "  the public key, to check seals with");
        }
        return Exit.DONE;
    }

    @Override
    public boolean take(String option, String value) {
        return switch (option) {
            case "--new-key" -> newKey == null && (newKey = value) != null;
            case "--key" -> key == null && (key = value) != null;
            case "--out" -> out == null && (out = value) != null;
            default -> super.take(option, value);
        };
    }
}
