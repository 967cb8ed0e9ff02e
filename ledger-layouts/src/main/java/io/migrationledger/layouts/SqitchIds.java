package io.migrationledger.layouts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ids that sqitch gives its changes: SHA-1 over what the plan says of a change, the id of the one before included
 * (https://sqitch.org/docs/manual/sqitchchanges/, App::Sqitch::Plan::Change).
 */
final class SqitchIds {
    private final SqitchPlan plan;
    private final Map<SqitchPlan.Change, String> ids = new HashMap<>();

    SqitchIds(SqitchPlan plan) {
        this.plan = plan;
        Optional<String> parent = Optional.empty();
        for (SqitchPlan.Change change : plan.changes()) {
            parent = Optional.of(id(change, parent));
            ids.put(change, parent.get());
        }
    }

    /** Returns a change's id in lower-case hexadecimal. */
    String of(SqitchPlan.Change change) {
        return ids.getOrDefault(change, "");
    }

    private String id(SqitchPlan.Change change, Optional<String> parent) {
        List<String> lines = new ArrayList<>();
        lines.add("project " + plan.pragma("project"));
        if (!plan.pragma("uri").isEmpty()) {
            lines.add("uri " + plan.pragma("uri"));
        }
        lines.add("change " + change.name());
        parent.ifPresent(id -> lines.add("parent " + id));
        lines.add("planner " + change.planner() + " <" + change.email() + ">");
        lines.add("date " + change.plannedAt());
        add(lines, "requires", "+", change.requires());
        add(lines, "conflicts", "-", change.conflicts());
        if (!change.note().isBlank()) {
            lines.add("");
            lines.add(unescaped(change.note().strip()));
        }
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return sha1(("change " + text.length + "\0").getBytes(StandardCharsets.UTF_8), text);
    }

    private void add(List<String> lines, String what, String bullet, List<String> names) {
        if (!names.isEmpty()) {
            lines.add(what);
            String own = plan.pragma("project") + ":";
            names.forEach(name ->
                    lines.add("  " + bullet + " " + (name.startsWith(own) ? name.substring(own.length()) : name)));
        }
    }

    private static String unescaped(String note) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < note.length(); i++) {
            char next = note.charAt(i) == '\\' && i + 1 < note.length() ? note.charAt(i + 1) : 0;
            switch (next) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case '\\' -> text.append('\\');
                default -> {
                    text.append(note.charAt(i));
                    continue;
                }
            }
            i++;
        }
        return text.toString();
    }

    private static String sha1(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
