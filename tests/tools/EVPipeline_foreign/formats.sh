# The same matches as other engines write them, from lines of rows.awk.

# sageRows RUN: rows of results.sage.tsv; decoys are named rev_.
sageRows() {
  awk -F'\t' -v OFS='\t' -v run="$1" '{
    gsub(/\(Carbamidomethyl\)/, "[+57.0215]", $3); gsub(/\(Oxidation\)/, "[+15.9949]", $3); sub(/^\.\(Acetyl\)/, "[+42.0106]-", $3)
    gsub(/DECOY_/, "rev_", $9)
    print NR, $3, $9, run ".mzML", $1, 1, $4 ? -1 : 1, $2, $5, $6, $7, log($8) / log(10), $11
    if (NR % 10 == 1) print NR, "AAAAAAK", "P1", run ".mzML", $1, 2, 1, $2, -9, 1, 1, 0, $11 }'
}
sageHeader() { printf '%s\n' psm_id peptide proteins filename scannr rank label charge sage_discriminant_score spectrum_q peptide_q posterior_error expmass | paste -s; }

# percolatorRows RUN: rows of Percolator's PSM table of Comet's .pin: no fixed modifications, flanks, proteins in cells.
percolatorRows() {
  awk -F'\t' -v OFS='\t' -v run="$1" '{
    gsub(/\(Carbamidomethyl\)/, "", $3); gsub(/\(Oxidation\)/, "[15.9949]", $3); sub(/^\.\(Acetyl\)/, "n[42.0106]", $3)
    gsub(/DECOY_/, "XXX_", $9); gsub(/;/, "\t", $9); sub(/.*scan=/, "", $1)
    print run "_" $1 "_" $2 "_1", $5, $6, $8, "K." $3 ".-", $9 }'
}
percolatorHeader() { printf '%s\n' PSMId score q-value posterior_error_prob peptide proteinIds | paste -s; }

# pepXml RUN: pepXML as Comet writes it, without native ids; its score is the expectation value.
pepXml() {
  awk -F'\t' -v run="$1" '
    function place(mass, at) { return "<mod_aminoacid_mass position=\"" at "\" mass=\"" mass "\"/>" }
    BEGIN { print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<msms_pipeline_analysis date=\"2026-01-01T00:00:00\" xmlns=\"http://regis-web.systemsbiology.net/pepXML\" summary_xml=\"x\">"
      print "<msms_run_summary base_name=\"/data/" run "\" raw_data_type=\"raw\" raw_data=\".mzML\">\n<sample_enzyme name=\"Trypsin\"><specificity cut=\"KR\" no_cut=\"P\" sense=\"C\"/></sample_enzyme>"
      print "<search_summary base_name=\"/data/" run "\" search_engine=\"Comet\" precursor_mass_type=\"monoisotopic\" fragment_mass_type=\"monoisotopic\" search_id=\"1\">\n<search_database local_path=\"x.fasta\" type=\"AA\"/>"
      print "<aminoacid_modification aminoacid=\"M\" massdiff=\"15.994900\" mass=\"147.035385\" variable=\"Y\" symbol=\"*\"/>"
      print "<terminal_modification terminus=\"N\" massdiff=\"42.010565\" mass=\"43.018390\" variable=\"Y\" protein_terminus=\"Y\" symbol=\"#\"/>"
      print "<aminoacid_modification aminoacid=\"C\" massdiff=\"57.021464\" mass=\"160.030649\" variable=\"N\"/>\n</search_summary>"
      print "<spectrum_query spectrum=\"" run ".1.1.2\" start_scan=\"1\" end_scan=\"1\" precursor_neutral_mass=\"1000\" assumed_charge=\"2\" index=\"0\"><search_result></search_result></spectrum_query>" }
    { scan = $1; sub(/.*scan=/, "", scan); terminal = sub(/^\.\(Acetyl\)/, "", $3) ? " mod_nterm_mass=\"43.018390\"" : ""; mods = ""; bare = ""
      while (length($3)) {
        bare = bare substr($3, 1, 1); $3 = substr($3, 2)
        if (sub(/^\(Carbamidomethyl\)/, "", $3)) mods = mods place("160.030649", length(bare))
        if (sub(/^\(Oxidation\)/, "", $3)) mods = mods place("147.035385", length(bare)) }
      n = split($9, protein, ";")
      print "<spectrum_query spectrum=\"" run "." scan "." scan "." $2 "\" start_scan=\"" scan "\" end_scan=\"" scan "\" precursor_neutral_mass=\"" $11 "\" assumed_charge=\"" $2 "\" index=\"" NR "\" retention_time_sec=\"" $10 "\">"
      print "<search_result><search_hit hit_rank=\"1\" peptide=\"" bare "\" peptide_prev_aa=\"K\" peptide_next_aa=\"-\" protein=\"sp|" protein[1] "|X\" num_tot_proteins=\"" n "\" num_matched_ions=\"1\" tot_num_ions=\"1\" calc_neutral_pep_mass=\"1000\" massdiff=\"0\">"
      for (i = 2; i <= n; i++) print "<alternative_protein protein=\"sp|" protein[i] "|X\"/>"
      if (mods terminal != "") print "<modification_info" terminal ">" mods "</modification_info>"
      printf "<search_score name=\"expect\" value=\"%.9g\"/>\n</search_hit></search_result></spectrum_query>\n", exp(-$5) }
    END { print "</msms_run_summary>\n</msms_pipeline_analysis>" }' | sed 's/sp|DECOY_/DECOY_sp|/g'
}
