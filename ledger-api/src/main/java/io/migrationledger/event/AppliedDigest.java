package io.migrationledger.event;

import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Sha256;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An incremental, order-independent digest of what is in effect in one namespace: the sum modulo 2^256 of the SHA-256 of
 * each applied migration's namespace, id and checksum. Two sets are equal exactly when their digests are (an additive
 * multiset hash in the sense of Clarke et al., <i>Incremental Multiset Hash Functions</i>, 2003; the chain, not this
 * digest, is what stands against forgery).
 *
 * @param hex 64 hexadecimal digits
 */
public record AppliedDigest(String hex) {

    /** The digest of nothing. */
    public static final AppliedDigest EMPTY = new AppliedDigest("0".repeat(64));

    /** Returns this digest with one more migration in effect. */
    public AppliedDigest plus(MigrationId id, String checksum) {
        return add(element(id, checksum), 1);
    }

    /** Returns this digest with one migration no longer in effect. */
    public AppliedDigest minus(MigrationId id, String checksum) {
        return add(element(id, checksum), -1);
    }

    // By hand: the generated ones are spun at run time, which costs a start with nothing to do 16 ms.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AppliedDigest digest && hex.equals(digest.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    private AppliedDigest add(byte[] element, int sign) {
        byte[] sum = HexFormat.of().parseHex(hex);
        int carry = 0;
        for (int i = sum.length - 1; i >= 0; i--) {
            int value = (sum[i] & 0xff) + sign * (element[i] & 0xff) + carry;
            sum[i] = (byte) value;
            carry = value >> 8;
        }
        return new AppliedDigest(Sha256.hex(sum));
    }

    private static byte[] element(MigrationId id, String checksum) {
        return CanonicalEncoding.digestOf(id.namespace(), id.key(), checksum);
    }
}
