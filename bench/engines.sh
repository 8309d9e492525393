# Four search engines with the same settings, as far as each can express them; sourced by bench/search. Each call is
#   comet|tandem|sse|ours NAME RUN.mzML FASTA FRAGMENTS LABEL
# FASTA holds targets and decoys (ours: targets only, see below), FRAGMENTS is hcd (20 ppm) or trap (0.5 Da), LABEL is
# free or tmt (static TMT on K and peptide N-terminus). Trypsin, 2 missed cleavages, 7 to 40 residues, precursors within
# 10 ppm of the monoisotopic or the next peak, C carbamidomethylated, M oxidised and protein N-terminus acetylated
# variably, two variable modifications at most. Writes NAME.<engine>.<its format> in the working folder.

comet() {
  local name=$1 run=$2 fasta=$3 bin=0.02 offset=0.0 tag=0.0
  [ "$4" = hcd ] || { bin=1.0005; offset=0.4; } # the bins that Comet's authors advise
  [ "$5" = free ] || tag=229.162932
  [ -e comet.params.new ] || comet-ms -p >/dev/null
  sed -E -e "s|^(database_name =).*|\1 $fasta|; s/^(num_threads =).*/\1 $(nproc)/" \
    -e 's/^(peptide_mass_tolerance =).*/\1 10/; s/^(isotope_error =).*/\1 1/; s/^(clip_nterm_methionine =).*/\1 1/' \
    -e 's/^(peptide_length_range =).*/\1 7 40/; s/^(output_txtfile =).*/\1 1/; s/^(output_pepxmlfile =).*/\1 0/' \
    -e 's/^(num_output_lines =).*/\1 1/; s/^(max_duplicate_proteins =).*/\1 -1/' \
    -e 's/^(max_variable_mods_in_peptide =).*/\1 2/; s/^(variable_mod02 =).*/\1 42.010565 n 0 1 0 0 0 0.0/' \
    -e "s/^(fragment_bin_tol =).*/\1 $bin/; s/^(fragment_bin_offset =).*/\1 $offset/" \
    -e "s/^(add_K_lysine =).*/\1 $tag/; s/^(add_Nterm_peptide =).*/\1 $tag/" comet.params.new >"$name.comet.params"
  comet-ms -P"$name.comet.params" -N"$name.comet" "$run"
}

tandem() {
  local name=$1 run=$2 fasta=$3 error=20 unit=ppm fixed=57.021464@C
  [ "$4" = hcd ] || { error=0.5; unit=Daltons; }
  [ "$5" = free ] || fixed+=,229.162932@K,229.162932@[
  echo '<?xml version="1.0"?><bioml><taxon label="all"><file format="peptide" URL="'"$fasta"'"/></taxon></bioml>' >"$name.taxonomy.xml"
  {
    echo '<?xml version="1.0"?><bioml>'
    sed -E 's|^ *([^=]*[^ ]) *= *(.*)$|<note type="input" label="\1">\2</note>|' <<END
    list path, taxonomy information = $name.taxonomy.xml
    protein, taxon = all
    spectrum, path = $run
    spectrum, threads = $(nproc)
    spectrum, fragment mass type = monoisotopic
    spectrum, fragment monoisotopic mass error = $error
    spectrum, fragment monoisotopic mass error units = $unit
    spectrum, parent monoisotopic mass error plus = 10
    spectrum, parent monoisotopic mass error minus = 10
    spectrum, parent monoisotopic mass error units = ppm
    spectrum, parent monoisotopic mass isotope error = yes
    spectrum, maximum parent charge = 6
    residue, modification mass = $fixed
    residue, potential modification mass = 15.994915@M
    protein, cleavage site = [RK]|{P}
    protein, quick acetyl = yes
    protein, quick pyrolidone = no
    scoring, maximum missed cleavage sites = 2
    scoring, include reverse = no
    refine = no
    output, path = $name.tandem.xml
    output, path hashing = no
    output, results = all
    output, maximum valid expectation value = 1000000
    output, proteins = yes
    output, sequences = no
    output, spectra = yes
    output, histograms = no
END
    echo '</bioml>'
  } >"$name.tandem.input.xml"
  command tandem "$name.tandem.input.xml"
}

# No N-terminal acetylation: SimpleSearchEngine 2.6 refuses "Acetyl (Protein N-term)", and on every peptide it only costs.
sse() {
  local name=$1 run=$2 fasta=$3 error=20 unit=ppm fixed=("Carbamidomethyl (C)")
  [ "$4" = hcd ] || { error=0.5; unit=Da; }
  [ "$5" = free ] || fixed+=("TMT6plex (K)" "TMT6plex (N-term)")
  SimpleSearchEngine -no_progress -in "$run" -database "$fasta" -out "$name.sse.idXML" \
    -threads "$(nproc)" -Search:enzyme Trypsin -Search:peptide:missed_cleavages 2 -Search:peptide:min_size 7 \
    -Search:peptide:max_size 40 -Search:precursor:mass_tolerance 10 -Search:precursor:mass_tolerance_unit ppm \
    -Search:precursor:isotopes 0 1 -Search:precursor:max_charge 6 -Search:fragment:mass_tolerance $error \
    -Search:fragment:mass_tolerance_unit $unit -Search:modifications:fixed "${fixed[@]}" \
    -Search:modifications:variable "Oxidation (M)" -Search:modifications:variable_max_per_peptide 2
}

# ours NAME "RUN..." "FASTA..." FRAGMENTS LABEL [OPTION...]: all runs of a study in one call, targets only: it makes the same decoys
# itself. Writes <run>.NAME.idXML for each.
ours() {
  local name=$1 runs fastas out=() run error=20ppm fixed=("Carbamidomethyl (C)")
  read -ra runs <<<"$2"
  read -ra fastas <<<"$3"
  [ "$4" = hcd ] || error=0.5Da
  [ "$5" = free ] || fixed+=("TMT6plex (K)" "TMT6plex (N-term)")
  for run in "${runs[@]}"; do out+=("$(basename "$run" .mzML).$name.idXML"); done
  "$bin/EVPeptideIdentifier" -in "${runs[@]}" -fasta "${fastas[@]}" -out "${out[@]}" -threads "$(nproc)" \
    -fragment_tolerance $error -fixed_modifications "${fixed[@]}" "${@:6}"
}
