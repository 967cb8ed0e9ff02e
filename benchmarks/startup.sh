#!/bin/sh
# What a deploy pays when there is nothing to do: the processor time (user + system, the launcher's shell included) and
# the peak memory of 'ledger migrate' on an SQLite file that is up to date, beside a JDBC program of ten lines that
# reads one row of the same file, with the JVM's default flags. Runs alternate, so that a busy machine slows both.
#
#   benchmarks/startup.sh [RUNS]        default 21; needs python3 for the exact usage of child processes
set -eu
home=$(cd -- "${0%/*}/.." && pwd -P)
runs=${1:-21}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$home/ledger" migrate --dir "$home/examples/shop/migrations" >/dev/null
"$home/ledger" migrate --dir "$home/examples/shop/migrations"

cat >Plain.java <<'JAVA'
import java.sql.*;

public class Plain {
    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM users")) {
            row.next();
            System.out.println(row.getInt(1));
        }
    }
}
JAVA
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
"${bin}javac" Plain.java
lib=$home/ledger-cli/target/lib
"${bin}java" -version 2>&1 | head -n 1

RUNS=$runs JAVA=${bin}java LIB=$lib HOME_DIR=$home python3 - <<'PYTHON'
import glob, os, statistics

home, lib = os.environ["HOME_DIR"], os.environ["LIB"]
jars = [jar for name in ("sqlite-jdbc", "slf4j-api", "slf4j-nop") for jar in glob.glob(f"{lib}/{name}-*.jar")]
commands = {
    "plain JDBC": [os.environ["JAVA"], "-cp", ":".join(["."] + jars), "Plain", "ledger.db"],
    "ledger migrate": [f"{home}/ledger", "migrate", "--dir", f"{home}/examples/shop/migrations"],
}
nowhere = os.open(os.devnull, os.O_WRONLY)
usage = {name: [] for name in commands}
for run in range(int(os.environ["RUNS"]) + 1):
    for name, command in commands.items():
        actions = [(os.POSIX_SPAWN_DUP2, nowhere, 1), (os.POSIX_SPAWN_DUP2, nowhere, 2)]
        pid = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
        _, status, used = os.wait4(pid, 0)
        if status:
            raise SystemExit(f"{name} failed: {status}")
        if run:  # the first one warms the file cache
            usage[name].append(((used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024))
medians = {}
for name, values in usage.items():
    times = sorted(value[0] for value in values)
    medians[name] = statistics.median(times)
    rss = max(value[1] for value in values)
    print(f"{name:15} CPU median {medians[name]:6.1f} ms  (min {times[0]:.1f}, max {times[-1]:.1f})  peak RSS {rss:.1f} MB")
print(f"ratio ledger / plain JDBC: {medians['ledger migrate'] / medians['plain JDBC']:.2f}  ({len(times)} runs each)")
PYTHON
