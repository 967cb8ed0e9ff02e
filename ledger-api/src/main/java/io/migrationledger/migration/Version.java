package io.migrationledger.migration;

/** Versions of digits, dots and underscores, compared numerically part by part; the parts may be of any length. */
final class Version {

    private Version() {}

    static boolean isVersion(String text) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digit = true;
            } else if (digit && (c == '.' || c == '_')) {
                digit = false;
            } else {
                return false;
            }
        }
        return digit;
    }

    static int compare(String left, String right) {
        int l = 0;
        int r = 0;
        while (l < left.length() || r < right.length()) {
            int leftEnd = endOfPart(left, l);
            int rightEnd = endOfPart(right, r);
            int order = compareParts(
                    left, skipZeros(left, l, leftEnd), leftEnd, right, skipZeros(right, r, rightEnd), rightEnd);
            if (order != 0) {
                return order;
            }
            l = Math.min(leftEnd + 1, left.length());
            r = Math.min(rightEnd + 1, right.length());
        }
        return 0;
    }

    static String canonical(String version) {
        if (endOfPart(version, 0) == version.length()) { // asked for each look into a map
            int zeros = skipZeros(version, 0, version.length());
            return zeros == version.length() ? "0" : version.substring(zeros);
        }
        StringBuilder canonical = new StringBuilder(version.length());
        int keep = 0;
        for (int start = 0; start < version.length(); ) {
            int end = endOfPart(version, start);
            int digits = skipZeros(version, start, end);
            if (!canonical.isEmpty()) {
                canonical.append('.');
            }
            canonical.append(digits == end ? "0" : version.substring(digits, end));
            if (digits != end || keep == 0) {
                keep = canonical.length();
            }
            start = end + 1;
        }
        canonical.setLength(keep);
        return canonical.toString();
    }

    private static int compareParts(String left, int l, int leftEnd, String right, int r, int rightEnd) {
        int byLength = Integer.compare(leftEnd - l, rightEnd - r);
        if (byLength != 0) {
            return byLength;
        }
        for (int i = 0; i < leftEnd - l; i++) {
            int byDigit = Character.compare(left.charAt(l + i), right.charAt(r + i));
            if (byDigit != 0) {
                return byDigit;
            }
        }
        return 0;
    }

    private static int endOfPart(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '_') {
            end++;
        }
        return end;
    }

    private static int skipZeros(String text, int from, int end) {
        int start = from;
        while (start < end && text.charAt(start) == '0') {
            start++;
        }
        return start;
    }
}
