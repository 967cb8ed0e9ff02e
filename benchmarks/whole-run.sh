#!/bin/sh
# What the ledger costs where there is something to do: a whole run of 50 migrations on each server, beside a plain JDBC
# loop that executes the same statements and inserts one row for each migration. The two take turns on empty databases
# of the same server, so that a busy machine slows both.
#
#   benchmarks/whole-run.sh [ROUNDS]     default 9; LEDGER_TEST_MYSQL_8033=true adds MySQL 8.0.33
set -eu
home=$(cd -- "${0%/*}/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$home"

for module in postgres mysql; do
  mvn -q -B -ntp test-compile dependency:build-classpath -pl "dialect-$module" -am \
    -Dmdep.includeScope=test -Dmdep.outputFile="$work/$module.\${project.artifactId}"
done
classpath="$home/dialect-postgres/target/classes:$home/dialect-mysql/target/classes"
classpath="$classpath:$(cat "$work/postgres.dialect-postgres"):$(cat "$work/mysql.dialect-mysql")"
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
"${bin}javac" -cp "$classpath" -d "$work" benchmarks/WholeRun.java
"${bin}java" -version 2>&1 | head -n 1
"${bin}java" -cp "$work:$classpath" WholeRun "$@"
