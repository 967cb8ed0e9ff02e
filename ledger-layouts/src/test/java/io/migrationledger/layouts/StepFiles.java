package io.migrationledger.layouts;

import io.migrationledger.layouts.ServerSteps.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes steps as the directory of a tool. */
enum StepFiles {
    FLYWAY(true) {
        @Override
        void write(SourceFiles files, ServerSteps server, List<Step> steps) {
            for (int i = 0; i < steps.size(); i++) {
                files.file("V" + (i + 1) + "__step.sql", steps.get(i).upScript());
                files.file("U" + (i + 1) + "__step.sql", steps.get(i).downScript());
            }
        }
    },
    LIQUIBASE(true) {
        @Override
        void write(SourceFiles files, ServerSteps server, List<Step> steps) {
            StringBuilder text = new StringBuilder("--liquibase formatted sql\n");
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                text.append("\n--changeset me:").append(i + 1);
                text.append(step.up().size() == 1 ? " splitStatements:false\n" : "\n")
                        .append(step.upScript());
                step.down()
                        .forEach(down -> text.append("--rollback ").append(down).append(";\n"));
            }
            files.file("a.sql", text.toString());
        }
    },
    DBMATE(true) {
        @Override
        void write(SourceFiles files, ServerSteps server, List<Step> steps) {
            for (int i = 0; i < steps.size(); i++) {
                files.file(
                        version(i) + "_step.sql",
                        "-- migrate:up\n" + steps.get(i).upScript() + "\n-- migrate:down\n"
                                + steps.get(i).downScript());
            }
        }
    },
    SQITCH(true) {
        @Override
        void write(SourceFiles files, ServerSteps server, List<Step> steps) {
            StringBuilder plan = new StringBuilder("%syntax-version=1.0.0\n%project=shop\n\n");
            for (int i = 0; i < steps.size(); i++) {
                plan.append("step").append(i).append(" 2020-01-01T00:00:00Z Kim <kim@example.com> # A step.\n");
                files.file("deploy/step" + i + ".sql", "BEGIN;\n" + steps.get(i).upScript() + "COMMIT;\n");
                files.file("revert/step" + i + ".sql", "BEGIN;\n" + steps.get(i).downScript() + "COMMIT;\n");
            }
            files.file("sqitch.plan", plan.toString());
            files.file("sqitch.conf", "[core]\n\tengine = pg\n");
        }
    },
    DRIZZLE(false) {
        @Override
        void write(SourceFiles files, ServerSteps server, List<Step> steps) {
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                String tag = String.format(Locale.ROOT, "%04d_step", i);
                entries.add("{\"idx\": " + i + ", \"version\": \"7\", \"when\": " + (1718000000000L + i)
                        + ", \"tag\": \"" + tag + "\", \"breakpoints\": true}");
                files.file(
                        tag + ".sql",
                        String.join(
                                        ";\n--> statement-breakpoint\n",
                                        steps.get(i).up()) + ";");
            }
            files.file(
                    "meta/_journal.json",
                    "{\"version\": \"7\", \"dialect\": \"" + (server == ServerSteps.POSTGRES ? "postgresql" : "mysql")
                            + "\", \"entries\": [" + String.join(", ", entries) + "]}");
        }
    };

    private final boolean goesBack;

    StepFiles(boolean goesBack) {
        this.goesBack = goesBack;
    }

    /** Returns whether the files say how to go back. */
    boolean goesBack() {
        return goesBack;
    }

    /** Writes the files of the first steps. */
    final void write(Path directory, ServerSteps server, int count) {
        write(new SourceFiles(directory), server, server.steps().subList(0, count));
    }

    abstract void write(SourceFiles files, ServerSteps server, List<Step> steps);

    String tool() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String version(int step) {
        return String.format(Locale.ROOT, "202001010000%02d", step);
    }
}
