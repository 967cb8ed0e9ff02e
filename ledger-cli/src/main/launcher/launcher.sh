# shellcheck shell=sh disable=SC2086,SC3013
#   Flags are words, to be split; -nt is known to dash, bash, busybox and ksh.
# What the launchers share: that of the source tree, and that of a distribution. They read this file, and call start.
# JAVA_HOME chooses the Java (17 or newer), LEDGER_JAVA_OPTS adds options for it.

flags='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto -Xlog:disable -Xlog:all=error:stderr'

find_java() {
  java=java
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
  elif ! command -v java >/dev/null 2>&1; then
    echo 'ledger: there is no Java here: install Java 17 or newer, or set JAVA_HOME.' >&2
    exit 1
  fi
}

# Runs a function while no other launcher does so for this directory, where the system has flock.
alone() { # directory, function
  mkdir -p "$1" 2>/dev/null || return 1
  if command -v flock >/dev/null 2>&1; then
    (flock 9 && "$2" 9>&-) 9>"$1/launcher.lock"
  else
    "$2"
  fi
}

# The name of a file for a path: every slash an underscore, without a process.
key() {
  old=$IFS
  IFS=/
  set -f
  set -- $1
  set +f
  IFS=_
  key=$*
  IFS=$old
}

# An archive that was changed since, as where it was cut off, would end every Java that reads it.
is_prepared() {
  [ -f "$start/version" ] && [ ! "$jar" -nt "$start/version" ] && [ ! "$start/classes.jsa" -nt "$start/version" ]
}

# Makes the next start fast: an archive of loaded classes and SQLite's library, unpacked. Without them all works, slower.
prepare() {
  is_prepared && return 0
  rm -rf "$start" && mkdir -p "$start" || return 0
  # Twice, as the first run finds out the options for this Java, and the archive is bound to them.
  "$java" $flags -cp "$jar" io.migrationledger.cli.Prepare "$start" </dev/null >"$start/log" 2>&1 || return 0
  {
    read -r version
    read -r options
  } <"$start/version.new"
  "$java" $flags $options "-XX:ArchiveClassesAtExit=$start/classes.new" \
    -cp "$jar" io.migrationledger.cli.Prepare "$start" </dev/null >"$start/log" 2>&1 || return 0
  if [ -f "$start/classes.new" ]; then mv "$start/classes.new" "$start/classes.jsa"; fi
  # Last, as it says that all is there, and is newer than all of it.
  touch "$start/version.new" && mv "$start/version.new" "$start/version"
}

# Starts the command, and never returns.
#   $1  its jar: absolute and without links, as an archive of classes is bound to the paths of its jars
#   $2  the directory in which a fast start is prepared
#   $3  the one instead where that may not be written; may be empty
#   $4  more jars for the class path, each behind a colon; may be empty
start() {
  jar=$1
  prepared=$2
  key "$java"
  start=$prepared/$key
  if ! is_prepared && [ -n "$3" ] && ! { mkdir -p "$prepared" && [ -w "$prepared" ]; } 2>/dev/null; then
    prepared=$3
    key "$jar:$java"
    start=$prepared/$key
  fi
  more=$4
  shift 4
  is_prepared || alone "$prepared" prepare
  version=
  options=
  archive=
  if is_prepared; then
    archive=-XX:SharedArchiveFile=$start/classes.jsa
    {
      read -r version
      read -r options
    } <"$start/version"
  fi

  # Where standard output is closed, the next file that is opened would be in its place.
  { true 3>&1; } 2>/dev/null || exec >/dev/null

  terminals=
  if [ -t 0 ]; then terminals=0; fi
  if [ -t 1 ]; then terminals=${terminals}1; fi
  if [ -t 2 ]; then terminals=${terminals}2; fi

  # Java 17 cannot open files with letters outside ASCII where the locale is C.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) export LC_ALL=C.UTF-8 ;;
  esac

  if [ -n "$more" ]; then
    set -- -cp "$jar$more" io.migrationledger.cli.Main "$@"
  else
    set -- -jar "$jar" "$@"
  fi
  exec "$java" $flags ${archive:+"$archive"} $options ${LEDGER_JAVA_OPTS:-} \
    "-Dledger.terminals=$terminals" "-Dledger.start=$start" "-Dledger.start.version=$version" \
    "-Dorg.sqlite.lib.path=$start/native" "-Dorg.sqlite.tmpdir=$start/native" "$@"
}
