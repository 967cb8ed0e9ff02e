package io.migrationledger.audit.seal;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signed head. What is signed is a text: {@code migration-ledger-seal/1}, and then each of the members before {@code
 * signature} in this order, each on a line of its own that ends with a line feed; the number decimal.
 *
 * @param sequence the sequence number of the event that was the newest
 * @param hash its hash
 * @param sealedAt when it was sealed, by the clock of who sealed it
 * @param database the product and its version
 * @param table the ledger table, without its schema
 * @param key what names the public key: {@link SealKeys#id}
 * @param publicKey the public key, as base64 of its SubjectPublicKeyInfo
 * @param signature of Ed25519, as base64
 */
public record Seal(
        long sequence,
        String hash,
        Instant sealedAt,
        String database,
        String table,
        String key,
        String publicKey,
        String signature) {
    private static final String FORMAT = "migration-ledger-seal";
    private static final long VERSION = 1;
    private static final String ALGORITHM = "Ed25519";

    /**
     * Signs a head.
     *
     * @throws LedgerException where the key is no Ed25519 key of the JDK
     */
    public static Seal sign(
            long sequence, String hash, Instant at, String database, String table, PrivateKey privateKey) {
        PublicKey publicKey = SealKeys.publicOf(privateKey, "the key");
        Seal unsigned = new Seal(
                sequence,
                hash,
                CanonicalEncoding.truncate(at),
                oneLine(database),
                oneLine(table),
                SealKeys.id(publicKey),
                Base64.getEncoder().encodeToString(publicKey.getEncoded()),
                "");
        try {
            Signature signing = Signature.getInstance(ALGORITHM);
            signing.initSign(privateKey);
            signing.update(unsigned.signedText());
            return unsigned.with(Base64.getEncoder().encodeToString(signing.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // the key is of this algorithm
        }
    }

    private Seal with(String newSignature) {
        return new Seal(sequence, hash, sealedAt, database, table, key, publicKey, newSignature);
    }

    /** A line of the signed text is one member. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n]+", " ");
    }

    private byte[] signedText() {
        List<String> lines = List.of(
                FORMAT + "/" + VERSION,
                Long.toString(sequence),
                hash,
                CanonicalEncoding.time(sealedAt),
                database,
                table,
                key,
                publicKey);
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the document: one line of JSON. */
    public String document() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("format", FORMAT);
        members.put("version", VERSION);
        members.put("sequence", sequence);
        members.put("hash", hash);
        members.put("sealedAt", CanonicalEncoding.time(sealedAt));
        members.put("database", database);
        members.put("table", table);
        members.put("key", key);
        members.put("publicKey", publicKey);
        members.put("signature", signature);
        return Json.write(members) + "\n";
    }

    /**
     * Reads a document.
     *
     * @param name what messages call it
     * @throws LedgerException where it is no seal, or one of a later version
     */
    public static Seal read(String document, String name) {
        try {
            Map<String, @Nullable Object> members = Json.object(document.strip());
            if (FORMAT.equals(members.get("format")) && members.get("version") instanceof Long version) {
                if (version != VERSION) {
                    throw LedgerException.input(
                            ErrorCode.UNKNOWN_FORMAT,
                            name + " is a seal of version " + version + ", and this program reads version " + VERSION,
                            "Use a version of Migration Ledger that is at least as new as the one that wrote it.");
                }
                Seal seal = new Seal(
                        (Long) members.getOrDefault("sequence", 0L),
                        text(members, "hash"),
                        CanonicalEncoding.instant(text(members, "sealedAt")),
                        text(members, "database"),
                        text(members, "table"),
                        text(members, "key"),
                        text(members, "publicKey"),
                        text(members, "signature"));
                if (seal.document().strip().equals(document.strip())) {
                    return seal;
                }
            }
        } catch (LedgerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw none(name, e);
        }
        throw none(name, null);
    }

    private static String text(Map<String, @Nullable Object> members, String name) {
        return (String) java.util.Objects.requireNonNull(members.get(name));
    }

    private static LedgerException none(String name, @Nullable RuntimeException cause) {
        return new LedgerException(
                ErrorCode.SEAL_BROKEN,
                name + " is no seal as the ledger writes one",
                LedgerException.NOTHING_CHANGED,
                "Compare with a copy of the seal that is kept elsewhere.",
                cause);
    }

    /**
     * Checks the signature.
     *
     * @param name what messages call the seal
     * @param trusted the key that must have made it; null to check only that the key did which the seal names itself
     * @throws LedgerException where another key made it, or where it was changed since
     */
    public void check(String name, @Nullable PublicKey trusted) {
        PublicKey own = own(name);
        if (trusted != null && !SealKeys.id(trusted).equals(SealKeys.id(own))) {
            throw broken(name + " was not made with this key: it names the key " + SealKeys.id(own) + ", and this is "
                    + SealKeys.id(trusted));
        }
        boolean good;
        try {
            Signature checking = Signature.getInstance(ALGORITHM);
            checking.initVerify(own);
            checking.update(signedText());
            good = key.equals(SealKeys.id(own)) && checking.verify(decoded(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            good = false; // of another length, or no base64
        }
        if (!good) {
            throw broken(name + " was changed after it was signed");
        }
    }

    private PublicKey own(String name) {
        try {
            return SealKeys.fromDer(decoded(publicKey), name);
        } catch (IllegalArgumentException | LedgerException e) {
            throw broken(name + " was changed after it was signed");
        }
    }

    /**
     * Decodes base64 that can be written in one way only. A decoder ignores the last bits of a text of another length
     * than a multiple of three (RFC 4648, 3.5), so that two texts could be one signature.
     */
    private static byte[] decoded(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("the last bits are not zero");
        }
        return bytes;
    }

    private static LedgerException broken(String what) {
        return new LedgerException(
                ErrorCode.SEAL_BROKEN,
                what,
                LedgerException.NOTHING_CHANGED,
                "Compare with a copy of the seal that is kept elsewhere, and with the key's name that was noted when it was"
                        + " made.");
    }
}
