# Words that the cases in tools/, contract/ and bad/ share.

# fail REASON...: ends the case.
fail() { echo "FAILED: $*" >&2; exit 1; }

# skip REASON...: ends the case as skipped.
skip() { echo "skipped: $*" >&2; exit 77; }

# expectExit CODE PATTERN COMMAND...: the command ends with CODE and its output
# has a line that matches the extended regular expression PATTERN.
expectExit() {
  local code=$1 pattern=$2 got=0; shift 2
  "$@" >output.txt 2>&1 || got=$?
  [ "$got" = "$code" ] || { cat output.txt >&2; fail "exit $got, not $code: $*"; }
  grep -qE -- "$pattern" output.txt || { cat output.txt >&2; fail "no line like '$pattern': $*"; }
}

# same A B: two files hold the same bytes.
same() { cmp "$1" "$2" || fail "$1 and $2 differ"; }

# column FILE NAME: the values of a named TSV column, comments and header left out.
column() {
  awk -F'\t' -v name="$2" '/^#/ {next} !at {for (i = 1; i <= NF; i++) if ($i == name) at = i; if (!at) exit 3; next} {print $at}' "$1" \
    || fail "$1 has no column $2"
}

# The real files that are never committed: $VESCARGO_DATA or ../shared/data.
dataFolder() { echo "${VESCARGO_DATA:-$SOURCE/../shared/data}"; }
