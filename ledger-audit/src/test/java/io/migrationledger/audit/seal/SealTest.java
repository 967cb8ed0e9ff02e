package io.migrationledger.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and what they sign. */
class SealTest {
    @TempDir
    Path directory;

    private PublicKey publicKey;
    private PrivateKey key;
    private Seal seal;

    @BeforeEach
    void sealed() throws Exception {
        publicKey = SealKeys.create(directory.resolve("key.pem"), directory.resolve("key.pub.pem"));
        key = SealKeys.privateKey(Files.readString(directory.resolve("key.pem")), "key.pem");
        seal = Seal.sign(
                38, "ab".repeat(32), Instant.parse("2026-03-01T12:00:00Z"), "SQLite 3.54", "migration_ledger", key);
    }

    /** AU-10. */
    @Test
    void thePublicKeyFollowsFromThePrivateOneAndStandsBesideIt() throws Exception {
        assertThat(SealKeys.publicOf(key, "key.pem")).isEqualTo(publicKey);
        assertThat(SealKeys.publicKey(Files.readString(directory.resolve("key.pub.pem")), "x"))
                .isEqualTo(publicKey);
        assertThat(SealKeys.id(publicKey)).hasSize(64);
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("key.pem"))))
                    .isEqualTo("rw-------");
        }
    }

    /** AU-10. Both keys are there, or none: the next attempt is not told that one exists already. */
    @Test
    void aKeyThatCannotBeWrittenLeavesNoneBehind() {
        Path here = directory.resolve("c.pem");
        Path nowhere = directory.resolve("no").resolve("c.pem");
        assertThatThrownBy(() -> SealKeys.create(here, nowhere)).hasMessageContaining("cannot be written");
        assertThatThrownBy(() -> SealKeys.create(nowhere, here)).hasMessageContaining("cannot be written");
        assertThat(here).doesNotExist();
    }

    /** AU-10. */
    @Test
    void noKeyIsOverwrittenAndNoneIsPrinted() throws Exception {
        byte[] before = Files.readAllBytes(directory.resolve("key.pem"));
        assertThatThrownBy(() -> SealKeys.create(directory.resolve("key.pem"), directory.resolve("other.pub.pem")))
                .hasMessageContaining("exists already");
        assertThatThrownBy(() -> SealKeys.create(directory.resolve("other.pem"), directory.resolve("key.pub.pem")))
                .hasMessageContaining("exists already");
        assertThat(directory.resolve("other.pem")).doesNotExist();
        assertThat(Files.readAllBytes(directory.resolve("key.pem"))).isEqualTo(before);
        String text = new String(before, StandardCharsets.US_ASCII);
        String body = text.lines().skip(1).findFirst().orElseThrow();
        for (String wrong : new String[] {
            text.replace("-----END", "----END"), text.replace("PRIVATE", "EC PRIVATE"), body, text.replace("M", "=")
        }) {
            assertThatThrownBy(() -> SealKeys.privateKey(wrong, "key.pem"))
                    .isInstanceOfSatisfying(LedgerException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.BAD_KEY);
                        assertThat(e.toString()).doesNotContain(body.substring(8));
                    });
        }
    }

    /** AU-9. As docs/audit.md describes it, by the JDK alone. */
    @Test
    void anybodyCanCheckTheSignature() throws Exception {
        String text = "migration-ledger-seal/1\n38\n" + "ab".repeat(32)
                + "\n2026-03-01T12:00:00.000000Z\nSQLite 3.54\nmigration_ledger\n" + seal.key() + "\n"
                + seal.publicKey() + "\n";
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(seal.publicKey()))));
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(Base64.getDecoder().decode(seal.signature())))
                .isTrue();
    }

    /** AU-9. Any changed byte; another key. */
    @Test
    void whatWasChangedIsRefused() throws Exception {
        Seal read = Seal.read(seal.document(), "head.seal");
        assertThat(read).isEqualTo(seal);
        read.check("head.seal", null);
        read.check("head.seal", publicKey);
        PublicKey other = SealKeys.create(directory.resolve("b.pem"), directory.resolve("b.pub.pem"));
        assertThatThrownBy(() -> read.check("head.seal", other))
                .isInstanceOfSatisfying(
                        LedgerException.class,
                        e -> assertThat(e.what())
                                .startsWith("head.seal was not made with this key: it names the key " + seal.key()));
        byte[] bytes = seal.document().getBytes(StandardCharsets.UTF_8);
        Random random = new Random(3);
        for (int at = 0; at < bytes.length - 1; at++) {
            byte[] copy = bytes.clone();
            copy[at] ^= (byte) (1 << random.nextInt(7));
            String changed = new String(copy, StandardCharsets.UTF_8);
            assertThatThrownBy(() -> Seal.read(changed, "head.seal").check("head.seal", publicKey))
                    .as("byte " + at)
                    .isInstanceOfSatisfying(
                            LedgerException.class,
                            e -> assertThat(e.code()).isIn(ErrorCode.SEAL_BROKEN, ErrorCode.UNKNOWN_FORMAT));
        }
    }

    /** AU-9. The last bits of base64 carry nothing, and most decoders ignore them. */
    @Test
    void theBitsThatBase64IgnoresAreCheckedToo() {
        String signature = seal.signature();
        assertThat(signature).endsWith("==");
        int last = signature.length() - 3;
        for (int bit = 1; bit < 16; bit++) {
            String other = signature.substring(0, last) + digit(digits().indexOf(signature.charAt(last)) ^ bit) + "==";
            assertThat(Base64.getDecoder().decode(other))
                    .isEqualTo(Base64.getDecoder().decode(signature));
            Seal changed = Seal.read(seal.document().replace(signature, other), "head.seal");
            assertThatThrownBy(() -> changed.check("head.seal", publicKey))
                    .isInstanceOfSatisfying(
                            LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SEAL_BROKEN));
        }
    }

    private static String digits() {
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    }

    private static char digit(int value) {
        return digits().charAt(value);
    }

    /** AU-9. Who replaces the key in a seal by one of their own is found by the key that was noted elsewhere. */
    @Test
    void aSealOfAnotherKeyIsNoneOfThisOne() {
        SealKeys.create(directory.resolve("b.pem"), directory.resolve("b.pub.pem"));
        Seal forged = Seal.sign(38, "cd".repeat(32), Instant.now(), "SQLite", "t", read("b.pem"));
        forged.check("forged.seal", null);
        assertThatThrownBy(() -> forged.check("forged.seal", publicKey)).isInstanceOf(LedgerException.class);
    }

    private PrivateKey read(String name) {
        try {
            return SealKeys.privateKey(Files.readString(directory.resolve(name)), name);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
