#!/usr/bin/env bash
# A warm start of a Spring Boot application with nothing to do: without a migration tool, with the ledger's starter, with
# Flyway's. They take turns in one process; prints a table. Builds the artifacts into a local repository of this checkout.
#
#   benchmarks/spring-boot.sh [ROUNDS]     default 151: after some 50 the JVM has compiled what a start runs
set -euo pipefail
cd "$(dirname "$0")/.."
repository="-Dmaven.repo.local=${LEDGER_REPOSITORY:-$PWD/target/benchmark-repository}"
LEDGER_QUICK=true mvn -q -B -ntp "$repository" install -Dmaven.test.skip=true -Dspotless.check.skip=true \
  -pl ledger-spring-boot-starter,dialect-sqlite,dialect-postgres,test-databases -am
mvn -q -B -ntp "$repository" -f benchmarks/spring-boot/pom.xml package
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -cp 'benchmarks/spring-boot/target/benchmark.jar:benchmarks/spring-boot/target/lib/*' \
  io.migrationledger.benchmarks.boot.Starters "${1:-151}"
