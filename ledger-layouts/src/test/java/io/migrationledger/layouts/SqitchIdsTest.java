package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids of changes as sqitch 1.3.1 prints them for this plan: {@code sqitch plan --format 'format:%H %n'}. */
class SqitchIdsTest {
    @TempDir
    Path directory;

    @Test
    void areThoseThatSqitchGives() {
        new SourceFiles(directory).file("sqitch.plan", """
                        %syntax-version=1.0.0
                        %project=shop
                        %uri=https://example.com/shop

                        old 2024-01-01T00:00:00Z Kim <kim@example.com>
                        users [old] 2024-01-02T00:00:00Z Jo Ändersen <jo@example.com> # Who can ünlock
                        mails [users shop:old !gone !shop:more] 2024-01-03T00:00:00Z Kim <kim@example.com> # First\\nsecond \\\\ third
                        @v1 2024-01-04T00:00:00Z Kim <kim@example.com> # tag
                        users [users@v1 mails] 2024-01-05T00:00:00Z Kim <kim@example.com> # Again
                        """);

        SqitchPlan plan = SqitchPlan.of(new LayoutFile("sqitch.plan", new PlanFile(directory.resolve("sqitch.plan"))));
        SqitchIds ids = new SqitchIds(plan);
        assertThat(plan.changes())
                .extracting(ids::of)
                .containsExactly(
                        "5ae984b3538ac6816e88c1b30bd5f5929645f6a1",
                        "19ce05e8bc2f4ea80e1fa61c767cbda5fa9c3476",
                        "1240f1037ee8c70dc61a4fbbc652db2896be4cd5",
                        "a5119def036616d00e298dfe1d2a013c403f377a");
    }

    private record PlanFile(Path path) implements SqlScript {
        @Override
        public String location() {
            return path.toString();
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }
}
