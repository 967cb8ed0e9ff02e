package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger as a file, and signed. */
class ExportSealTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory).shop();
    }

    private String read(String name) {
        try {
            return Files.readString(at.path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(String out) {
        return out.substring(out.indexOf("Head: ") + 6).strip().replaceFirst("^[0-9]+ ", "");
    }

    /** Does what somebody can who has all rights on the database: takes the triggers away and writes the rows anew. */
    private void rewrite() {
        String good = at.run("export").out();
        at.sql("DROP TABLE migration_ledger");
        at.sql("DROP TABLE users");
        at.migration("0001_create_users.sql", "CREATE TABLE users (id INTEGER, name VARCHAR(99));\n");
        assertThat(at.run("migrate", "--on-existing=run").code()).isZero();
        assertThat(at.run("export").out()).isNotEqualTo(good);
    }

    /** AU-4, AU-5, AU-6. */
    @Test
    void exportVerifyImport() {
        at.run("migrate");
        Workplace.Result exported = at.run("export", "--out", "shop.jsonl");
        assertThat(exported.out()).startsWith("Exported 4 events to shop.jsonl.\nHead: 4 ");
        assertThat(at.run("export").out()).isEqualTo(read("shop.jsonl"));
        assertThat(at.path("shop.jsonl.part")).doesNotExist();
        assertThat(read("shop.jsonl").lines().toList()).hasSize(8); // two of scripts

        Workplace.Result verified = at.run("verify", "shop.jsonl", "--url", "jdbc:postgresql://nowhere.invalid/x");
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.out())
                .isEqualTo("The chain is whole: 4 events, 2 kept scripts.\nHead: 4 " + head(exported.out()) + "\n");
        assertThat(at.run("verify", "shop.jsonl", "--head", head(exported.out()))
                        .out())
                .contains("the head that was noted is event 4");
        at.file("changed.jsonl", read("shop.jsonl").replace("\"done\":2", "\"done\":1"));
        assertThat(at.run("verify", "changed.jsonl").code()).isEqualTo(3);
        assertThat(at.run("verify", "changed.jsonl").err())
                .startsWith("ML-1501  changed.jsonl is broken at event 4: its contents do not match its hash");

        assertThat(at.run("import", "shop.jsonl").out())
                .isEqualTo("Nothing to do: the ledger has these 4 events already.\n");
        String copy = "jdbc:sqlite:" + at.path("copy.db");
        assertThat(at.run("import", "shop.jsonl", "--url", copy).err())
                .startsWith("ML-1506  the database does not exist");
        assertThat(at.path("copy.db")).doesNotExist();
        Workplace.Result imported = at.run("import", "shop.jsonl", "--url", copy, "--empty-schema");
        assertThat(imported.out()).startsWith("Imported 4 events from shop.jsonl.\nHead: 4 ");
        assertThat(at.run("export", "--url", copy).out()).isEqualTo(read("shop.jsonl"));
        assertThat(at.run("migrate", "--url", copy).out()).startsWith("Nothing is pending");
    }

    /** AU-15. Triggers that are gone, and what no chain can tell. */
    @Test
    void verifySaysWhatTheChainDoesNot() {
        at.run("migrate");
        String end =
                "Note: whether events were cut off at the end cannot be seen in the chain: only a head (--head) or a seal"
                        + " (--seal) that is kept elsewhere tells\n";
        Workplace.Result good = at.run("verify");
        assertThat(good.err()).isEqualTo(end);
        assertThat(at.run("verify", "--head", head(good.out())).err()).isEmpty();
        at.sql("DROP TRIGGER migration_ledger_no_delete");
        Workplace.Result found = at.run("verify");
        assertThat(found.code()).isZero();
        assertThat(found.err())
                .startsWith(
                        "Note: the ledger's table is not as it was made: the trigger migration_ledger_no_delete is missing.")
                .endsWith(end);
        assertThat(at.run("verify", "--format", "json").out())
                .contains("\"level\" : \"PROBLEM\"", "migration_ledger_no_delete is missing");
    }

    @Test
    void anExportOfNothingIsNone() {
        assertThat(at.run("export", "--out", "x.jsonl").err()).startsWith("ML-1504");
        at.sql("CREATE TABLE t (x)");
        assertThat(at.run("export", "--out", "x.jsonl").err()).startsWith("ML-1504");
        assertThat(at.path("x.jsonl")).doesNotExist();
        assertThat(at.path("x.jsonl.part")).doesNotExist();
        assertThat(at.run("verify", "x.jsonl").err())
                .startsWith("ML-1202  x.jsonl cannot be read: there is no such file");
        assertThat(at.run("export", "--out", "nowhere/x.jsonl").code()).isEqualTo(1);
    }

    /** AU-9. The whole table is rewritten, consistently: the chain is whole, and the seal tells. */
    @Test
    void aSealTellsThatAWholeTableWasRewritten() {
        at.run("migrate", "--limit", "1");
        Workplace.Result made = at.run("seal", "--new-key", "seal.pem");
        assertThat(made.out()).startsWith("Made the key ").contains("seal.pub.pem");
        assertThat(made.out() + made.err())
                .doesNotContain(read("seal.pem").lines().skip(1).findFirst().orElseThrow());
        Workplace.Result sealed = at.run("seal", "--key", "seal.pem", "--out", "head.seal");
        assertThat(sealed.out())
                .startsWith("Sealed the head in head.seal with the key ")
                .contains("Head: 2 ");
        assertThat(at.run("migrate").code()).isZero();

        Workplace.Result good = at.run("verify", "--seal", "head.seal", "--public-key", "seal.pub.pem");
        assertThat(good.code()).as(good.err()).isZero();
        assertThat(good.out())
                .contains(" UTC holds: event 2 is as it was. Key: ")
                .doesNotContain("Note:");
        assertThat(at.run("verify", "--seal", "head.seal").out()).contains("Note: anybody can make a key.");
        at.run("export", "--out", "shop.jsonl");
        assertThat(at.run("verify", "shop.jsonl", "--seal", "head.seal").code()).isZero();

        rewrite();
        assertThat(at.run("verify").code()).isZero();
        Workplace.Result bad = at.run("verify", "--seal", "head.seal", "--public-key", "seal.pub.pem");
        assertThat(bad.code()).isEqualTo(3);
        assertThat(bad.err()).startsWith("ML-1502  event 2 is not the one that head.seal has sealed");

        // They can sign it anew, but not with that key.
        at.run("seal", "--new-key", "mine.pem");
        at.run("seal", "--key", "mine.pem", "--out", "forged.seal");
        assertThat(at.run("verify", "--seal", "forged.seal").code()).isZero();
        assertThat(at.run("verify", "--seal", "forged.seal", "--public-key", "seal.pub.pem")
                        .err())
                .startsWith("ML-1507  forged.seal was not made with this key");
        at.sql("DROP TABLE migration_ledger");
        at.run("migrate", "--on-existing=run", "--limit", "1");
        assertThat(at.run("seal", "--key", "seal.pem").code()).isZero();
    }

    /** AU-10. From the environment: the text, or the file. */
    @Test
    void keysFromTheEnvironment() {
        at.run("migrate");
        at.run("seal", "--new-key", "seal.pem");
        assertThat(at.run("seal").err()).startsWith("ML-1002  there is no key to sign with");
        for (String value : List.of(read("seal.pem"), "seal.pem")) {
            Workplace one = new Workplace(directory).environment("LEDGER_SEAL_KEY", value);
            Workplace.Result seal = one.run("seal");
            assertThat(seal.code()).as(seal.err()).isZero();
            one.file("head.seal", seal.out());
            assertThat(new Workplace(directory)
                            .environment(
                                    "LEDGER_SEAL_PUBLIC_KEY",
                                    value.replace("seal.pem", "seal.pub.pem")
                                            .replace(read("seal.pem"), read("seal.pub.pem")))
                            .run("verify", "--seal", "head.seal")
                            .out())
                    .contains("The seal of")
                    .doesNotContain("Note:");
        }
        Workplace.Result wrong = new Workplace(directory)
                .environment("LEDGER_SEAL_KEY", "MC4CAQAsecret")
                .run("seal", "-v");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.out() + wrong.err()).contains("ML-1508").doesNotContain("MC4CAQAsecret");
        assertThat(at.run("seal", "--new-key", "seal.pem").err()).contains("exists already");
    }

    /** AU-11. */
    @Test
    void eachRunThatChangedSomethingEndsWithTheHead() {
        at.migration("0003_bad.sql", "INSERT INTO nowhere VALUES (1);\n");
        Workplace.Result failed = at.run("migrate");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).contains("\nHead: 6 ");
        assertThat(at.run("verify").out()).endsWith("Head: 6 " + head(failed.out()) + "\n");
        assertThat(at.run("verify", "--head", head(failed.out())).code()).isZero();
        assertThat(at.run("status").out()).doesNotContain("Head:");
        Workplace.Result resolved = at.run("baseline", "0003", "--reason", "no need");
        assertThat(resolved.out()).contains("\nHead: 7 ");
        assertThat(at.run("migrate").out()).doesNotContain("Head:");
    }
}
