package io.migrationledger.audit.seal;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The keys of seals: Ed25519 (RFC 8032) of the JDK; the private one as PKCS #8, the public one as SubjectPublicKeyInfo, both
 * as PEM. Nothing of a private key is in any message.
 */
public final class SealKeys {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private SealKeys() {}

    /**
     * Makes a pair of keys and writes it: the private key to the file, which only its owner may read where the file system
     * knows owners; the public key beside it.
     *
     * @param file the file of the private key; must not exist
     * @param publicFile the file of the public key; must not exist
     * @return the public key
     * @throws LedgerException where one of the files exists or cannot be written
     */
    public static PublicKey create(Path file, Path publicFile) {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK since 15 has it
        }
        for (Path one : new Path[] {file, publicFile}) {
            if (Files.exists(one)) {
                throw exists(one);
            }
        }
        // The private one last: whoever has it can make the other from it, and a key without its file seals nothing.
        write(publicFile, Pem.text(PUBLIC, pair.getPublic().getEncoded()));
        try {
            write(file, Pem.text(PRIVATE, pair.getPrivate().getEncoded()), ownersOnly());
        } catch (LedgerException e) {
            delete(publicFile, e);
            throw e;
        }
        return pair.getPublic();
    }

    private static FileAttribute<?>[] ownersOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void write(Path file, String text, FileAttribute<?>... attributes) {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, attributes)) {
            var bytes = StandardCharsets.US_ASCII.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (IOException e) {
            delete(file, e); // half of a key: the name was free
            throw new LedgerException(
                    ErrorCode.UNREADABLE_FILE,
                    file + " cannot be written: " + e.getMessage(),
                    LedgerException.NOTHING_CHANGED,
                    "Check the name and the directory.",
                    e);
        }
    }

    private static void delete(Path file, Exception error) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            error.addSuppressed(e);
        }
    }

    private static LedgerException exists(Path file) {
        return LedgerException.input(
                ErrorCode.BAD_OPTION,
                file + " exists already",
                "A key is never overwritten: what it has sealed could not be sealed again. Give another name.");
    }

    /**
     * Reads a private key.
     *
     * @param pem its text
     * @param name what messages call it; never its text
     * @throws LedgerException where the text is no such key
     */
    public static PrivateKey privateKey(String pem, String name) {
        byte[] der = Pem.der(PRIVATE, pem).orElseThrow(() -> bad(name, "a private key", PRIVATE));
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw other(name, "private");
        }
    }

    /**
     * Reads a public key.
     *
     * @param pem its text
     * @param name what messages call it
     * @throws LedgerException where the text is no such key
     */
    public static PublicKey publicKey(String pem, String name) {
        return fromDer(Pem.der(PUBLIC, pem).orElseThrow(() -> bad(name, "a public key", PUBLIC)), name);
    }

    static PublicKey fromDer(byte[] der, String name) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw other(name, "public");
        }
    }

    /**
     * Returns the public key that belongs to a private one. The JDK derives it only while it makes a pair: it is given the
     * private key's 32 bytes as the random ones that it makes the pair of (RFC 8032, 5.1.5).
     *
     * @throws LedgerException where the key is no Ed25519 key of the JDK
     */
    public static PublicKey publicOf(PrivateKey key, String name) {
        byte[] seed = key instanceof EdECPrivateKey known ? known.getBytes().orElse(new byte[0]) : new byte[0];
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
            KeyPair pair = generator.generateKeyPair();
            if (seed.length > 0 && Arrays.equals(pair.getPrivate().getEncoded(), key.getEncoded())) {
                return pair.getPublic();
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK since 15 has it
        }
        throw other(name, "private");
    }

    /** Gives the bytes that it was made with. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] into) {
            System.arraycopy(bytes, 0, into, 0, Math.min(bytes.length, into.length));
        }
    }

    /** Returns what names a public key: the SHA-256 of its SubjectPublicKeyInfo, in hexadecimal. */
    public static String id(PublicKey key) {
        return Sha256.hex(Sha256.newDigest().digest(key.getEncoded()));
    }

    private static LedgerException bad(String name, String what, String label) {
        return LedgerException.input(
                ErrorCode.BAD_KEY,
                name + " is not " + what + ": it does not hold '" + Pem.begin(label) + "'",
                "Give an Ed25519 key as PEM, such as the ledger makes for seals.");
    }

    private static LedgerException other(String name, String kind) {
        return LedgerException.input(
                ErrorCode.BAD_KEY,
                name + " is not a " + kind + " key of Ed25519",
                "Give an Ed25519 key as PEM, such as the ledger makes for seals.");
    }
}
