# The matches of an idXML file of ours, a line a match:
# spectrum charge sequence decoy(0/1) score q peptide_q error proteins(;) seconds neutral_mass
function attribute(name,   parts) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
function user(name) { return index($0, "name=\"" name "\"") > 0 }
BEGIN { OFS = "\t"; OFMT = "%.6f"; CONVFMT = "%.6f" }
/<ProteinHit / { accession[attribute("id")] = attribute("accession") }
/<PeptideIdentification / { spectrum = attribute("spectrum_reference"); seconds = attribute("RT"); mz = attribute("MZ") }
/<PeptideHit / {
  sequence = attribute("sequence"); charge = attribute("charge"); q = attribute("score")
  count = split(attribute("protein_refs"), refs, " "); proteins = accession[refs[1]]
  for (i = 2; i <= count; i++) proteins = proteins ";" accession[refs[i]]
}
user("target_decoy") { decoy = attribute("value") == "decoy" ? 1 : 0 }
user("rescored") { score = attribute("value") }
user("peptide_q-value") { peptideQ = attribute("value") }
user("posterior_error_probability") { error = attribute("value") }
/<\/PeptideHit>/ { print spectrum, charge, sequence, decoy, score, q, peptideQ, error, proteins, seconds, (mz - 1.00727647) * charge }
