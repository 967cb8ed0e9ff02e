package io.migrationledger.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.migration.MigrationId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sum modulo 2^256 of SHA-256 over namespace, id and checksum, each with its length before it. */
class AppliedDigestTest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    @Test
    void theFormatNeverChanges() {
        AppliedDigest one = AppliedDigest.EMPTY.plus(MigrationId.of("0001"), "a".repeat(64));
        AppliedDigest two = one.plus(MigrationId.of("billing", "42"), "v1");

        assertThat(AppliedDigest.EMPTY.hex()).isEqualTo("0".repeat(64));
        assertThat(one.hex()).isEqualTo("cfb0efd481e720b79c750126f59fda9ec21220684fa36c043fdb4ab040f70fde");
        assertThat(two.hex()).isEqualTo("baacee070ae39662c33d0bce2f8a027405c688d6b2de94e715292ee9897776ac");
    }

    @Test
    void equalsTheSumOfTheElementsWhateverTheirOrder() throws Exception {
        Random random = new Random(7);
        List<MigrationId> ids = new ArrayList<>();
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < 200; i++) {
            MigrationId id = MigrationId.of("n" + i % 3, "00" + i + ".0");
            ids.add(id);
            sum = sum.add(element(id.namespace(), Integer.toString(i), "c" + i)).mod(MODULUS);
        }
        for (int round = 0; round < 5; round++) {
            List<MigrationId> shuffled = new ArrayList<>(ids);
            Collections.shuffle(shuffled, random);
            AppliedDigest digest = AppliedDigest.EMPTY;
            for (MigrationId id : shuffled) {
                digest = digest.plus(id, "c" + ids.indexOf(id));
            }
            assertThat(digest.hex()).isEqualTo(hex(sum));
        }
    }

    @Test
    void minusTakesPlusBack() {
        AppliedDigest before =
                AppliedDigest.EMPTY.plus(MigrationId.of("1"), "a").plus(MigrationId.of("2"), "b");

        assertThat(before.plus(MigrationId.of("3"), "c").minus(MigrationId.of("3"), "c"))
                .isEqualTo(before);
        assertThat(before.minus(MigrationId.of("1"), "a").minus(MigrationId.of("2"), "b"))
                .isEqualTo(AppliedDigest.EMPTY);
        assertThat(before.minus(MigrationId.of("1"), "other")).isNotEqualTo(before);
    }

    @Test
    void wrapsAroundAt256Bits() throws Exception {
        BigInteger element = element("main", "1", "a");

        AppliedDigest below = AppliedDigest.EMPTY.minus(MigrationId.of("1"), "a");
        assertThat(below.hex()).isEqualTo(hex(MODULUS.subtract(element)));
        assertThat(below.plus(MigrationId.of("1"), "a")).isEqualTo(AppliedDigest.EMPTY);
        assertThat(new AppliedDigest("f".repeat(64))
                        .plus(MigrationId.of("1"), "a")
                        .hex())
                .isEqualTo(hex(element.subtract(BigInteger.ONE)));
    }

    @Test
    void equalIdsCountAsOneHoweverTheyAreWritten() {
        assertThat(AppliedDigest.EMPTY.plus(MigrationId.of("0001.0"), "a"))
                .isEqualTo(AppliedDigest.EMPTY.plus(MigrationId.of("1"), "a"))
                .hasSameHashCodeAs(AppliedDigest.EMPTY.plus(MigrationId.of("1"), "a"));
        assertThat(AppliedDigest.EMPTY.hashCode()).isEqualTo("0".repeat(64).hashCode());
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertThat(AppliedDigest.EMPTY.plus(MigrationId.of("a", "bc"), "d"))
                .isNotEqualTo(AppliedDigest.EMPTY.plus(MigrationId.of("ab", "c"), "d"))
                .isNotEqualTo(AppliedDigest.EMPTY.plus(MigrationId.of("a", "b"), "cd"));
    }

    private static BigInteger element(String... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return new BigInteger(1, digest.digest());
    }

    private static String hex(BigInteger number) {
        String hex = HexFormat.of().formatHex(number.toByteArray());
        return "0".repeat(64).substring(Math.min(hex.length(), 64)) + hex.substring(Math.max(0, hex.length() - 64));
    }
}
