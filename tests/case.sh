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

# The programs, one a line.
tools() { for tool in "$BIN"/EV*; do basename "$tool"; done; }

# smallStudy FOLDER SUBJECTS: runs (as links), FASTA and sheet of the first subjects of test_mzml.
smallStudy() {
  local folder=$1 run
  mkdir -p "$folder"
  awk -F'\t' -v most="$2" 'NR == 1 || substr($3, 2) + 0 <= most' "$SOURCE/test_mzml/study.tsv" >"$folder/study.tsv"
  for run in $(column "$folder/study.tsv" run); do ln -s "$SOURCE/test_mzml/$run.mzML.gz" "$folder/"; done
  ln -s "$SOURCE/test_mzml/proteome.fasta" "$folder/"
}

# argumentsOf TOOL STUDY RESULTS OUT: a line an argument, for a study of smallStudy, the pipeline's results of it and
# a folder to write to.
argumentsOf() {
  local study=$2 results=$3 out=$4 runs idxmls=() run
  runs=("$study"/*.mzML.gz)
  for run in "${runs[@]}"; do run=${run##*/}; idxmls+=("${run%.mzML.gz}.idXML"); done
  case $1 in
    EVPeakPicker) printf '%s\n' -in "${runs[0]}" -out "$out/picked.mzML" ;;
    EVPeptideIdentifier)
      printf '%s\n' -in "${runs[@]}" -fasta "$study/proteome.fasta" -out "${idxmls[@]/#/$out/}" -out_psms "$out/psms.tsv" ;;
    EVProteinQuantifier)
      printf '%s\n' -in "${runs[@]}" -ids "${idxmls[@]/#/$results/}" -study "$study/study.tsv" -out "$out/cargo.tsv" \
        -out_peptides "$out/peptides.tsv" -out_reasons "$out/reasons.tsv" -out_ions "$out/ions.tsv" \
        -out_abundance "$out/abundance.tsv" -out_factors "$out/factors.tsv" -fasta "$study/proteome.fasta" \
        -out_mztab "$out/study.mzTab" \
        -out_consensus "$out/study.consensusXML" -out_msstats "$out/msstats.csv" -out_msqrob2 "$out/msqrob2.csv" \
        -out_msqrob2_annotation "$out/msqrob2_annotation.csv" -out_runs "$out/runs.tsv" \
        -out_alignments "$out/alignments.tsv" -out_mzqc "$out/study.mzQC" ;;
    EVPlateletScorer) printf '%s\n' -in "$results/cargo.tsv" -study "$study/study.tsv" -out "$out/purity.tsv" \
        -out_panels "$out/purity_panels.tsv" -out_pairs "$out/pairs.tsv" ;;
    EVCargoComparer)
      printf '%s\n' -in "$results/cargo.tsv" -purity "$results/purity.tsv" -study "$study/study.tsv" -out "$out/changes.tsv" \
        -out_answer "$out/answer.tsv" -out_contaminants "$out/contaminants.tsv" -out_panels "$out/panels.tsv" -out_exerkines "$out/exerkines.tsv" \
        -out_subjects "$out/subjects.tsv" -out_power "$out/power.tsv" ;;
    EVReportWriter)
      printf '%s\n' -study "$study/study.tsv" -cargo "$results/cargo.tsv" -purity "$results/purity.tsv" \
        -pairs "$results/pairs.tsv" -changes "$results/changes.tsv" -contaminants "$results/contaminants.tsv" \
        -panel_tests "$results/panels.tsv" -exerkines "$results/exerkines.tsv" -responses "$results/subjects.tsv" -power "$results/power.tsv" \
        -runs "$results/runs.tsv" -run "$results/run.json" -out "$out/report.html" ;;
    EVPipeline) printf '%s\n' -in "${runs[@]}" -fasta "$study/proteome.fasta" -study "$study/study.tsv" -out "$out" ;;
    EVStudySimulator) printf '%s\n' -out "$out" -subjects 1 -run_seconds 60 -seed 3 ;;
    *) fail "no arguments are known for $1: add them to tests/case.sh" ;;
  esac
}

# runTool TOOL STUDY RESULTS OUT [ARGUMENT...]: runs a program on the study.
runTool() {
  local tool=$1 arguments
  mapfile -t arguments < <(argumentsOf "$1" "$2" "$3" "$4")
  mkdir -p "$4"
  "$tool" "${arguments[@]}" "${@:5}" 2>"$4.log" || { cat "$4.log" >&2; fail "$tool ${arguments[*]} ${*:5}"; }
}

# sameFolder A B [NAME...]: the same files with the same bytes, but for these names.
sameFolder() {
  local excluded=() name
  for name in "${@:3}"; do excluded+=(-x "$name"); done
  diff -r "${excluded[@]}" "$1" "$2" >&2 || fail "$1 and $2 differ"
}

# reference: makes `study` of three subjects and its `results`, once a case.
reference() {
  smallStudy study 3
  runTool EVPipeline study none results
}

# fillIni FILE ARGUMENT...: writes the values of flags into an INI file.
fillIni() {
  local file=$1 flag='' value items
  shift
  while [ $# -gt 0 ]; do
    flag=${1#-}; shift
    items=''; value=''
    while [ $# -gt 0 ] && [[ $1 != -* ]]; do items+="<LISTITEM value=\"$1\"/>"; value=$1; shift; done
    grep -q "name=\"$flag\"" "$file" || fail "$file has no $flag"
    sed -i -E -e "s|(<ITEM name=\"$flag\" value=\")[^\"]*|\1$value|" \
      -e "/<ITEMLIST name=\"$flag\"/,/<\/ITEMLIST>/{/<LISTITEM/d; s|</ITEMLIST>|$items</ITEMLIST>|}" "$file"
  done
}

# refused CODE PATTERN COMMAND...: as expectExit, with one clear line that says where, what and what to do, and nothing
# that crashed.
refused() {
  expectExit "$@"
  grep -qE '^Error: [^:]+.*; [^;]+$' output.txt || { cat output.txt >&2; fail "no line 'Error: where: what; what to do': ${*:3}"; }
  grep -qE 'fault of Vescargo|terminate|Segmentation|core dumped' output.txt && { cat output.txt >&2; fail "crashed: ${*:3}"; }
  true
}
