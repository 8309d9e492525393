#include "vescargo/report/methodsProse.h"

#include <algorithm>
#include <map>
#include <vector>

#include "vescargo/base/Tsv.h"
#include "vescargo/report/Html.h"
#include "vescargo/report/reportWords.h"

namespace vescargo {

namespace {

/// What is cited, by the words that stand in the text.
const std::map<std::string, std::string>& works() {
  static const std::map<std::string, std::string> all{
      {"Benjamini & Hochberg 1995", "J R Stat Soc B 57:289. doi:10.1111/j.2517-6161.1995.tb02031.x"},
      {"Cox et al. 2014", "Mol Cell Proteomics 13:2513. doi:10.1074/mcp.M113.031591"},
      {"Craig & Beavis 2004", "Bioinformatics 20:1466. doi:10.1093/bioinformatics/bth092"},
      {"Elias & Gygi 2007", "Nat Methods 4:207. doi:10.1038/nmeth1019"},
      {"Geyer et al. 2019", "EMBO Mol Med 11:e10427. doi:10.15252/emmm.201910427"},
      {"K\xC3\xA4ll et al. 2007", "Nat Methods 4:923. doi:10.1038/nmeth1113"},
      {"Law et al. 2014", "Genome Biol 15:R29. doi:10.1186/gb-2014-15-2-r29"},
      {"Phipson et al. 2016", "Ann Appl Stat 10:946. doi:10.1214/16-AOAS920"},
      {"Ritchie et al. 2006", "BMC Bioinformatics 7:261. doi:10.1186/1471-2105-7-261"},
      {"R\xC3\xB6st et al. 2016", "Nat Methods 13:741. doi:10.1038/nmeth.3959"},
      {"Savitski et al. 2015", "Mol Cell Proteomics 14:2394. doi:10.1074/mcp.M114.046995"},
      {"Schwanh\xC3\xA4usser et al. 2011", "Nature 473:337. doi:10.1038/nature10098"},
      {"Silva et al. 2006", "Mol Cell Proteomics 5:144. doi:10.1074/mcp.M500230-MCP200"},
      {"Smyth 2004", "Stat Appl Genet Mol Biol 3:3. doi:10.2202/1544-6115.1027"},
      {"Smyth, Michaud & Scott 2005", "Bioinformatics 21:2067. doi:10.1093/bioinformatics/bti270"},
      {"Storey 2002", "J R Stat Soc B 64:479. doi:10.1111/1467-9868.00346"},
      {"Th\xC3\xA9ry et al. 2018", "J Extracell Vesicles 7:1535750. doi:10.1080/20013078.2018.1535750"},
      {"Wu et al. 2010", "Bioinformatics 26:2176. doi:10.1093/bioinformatics/btq401"},
      {"Wu & Smyth 2012", "Nucleic Acids Res 40:e133. doi:10.1093/nar/gks461"},
      {"Zhu et al. 2020", "Mol Cell Proteomics 19:1047. doi:10.1074/mcp.TIR119.001646"}};
  return all;
}

/// A record's options and steps by name.
class Used {
 public:
  explicit Used(const RunRecord& record) : record_(record) {
    for (const auto& [name, value] : record.parameters) values_.emplace(name, value);
  }
  bool did(std::string_view step) const {
    return std::any_of(record_.steps.begin(), record_.steps.end(), [&](const Step& one) { return one.name == step; });
  }
  std::string value(const std::string& name) const {
    const auto at = values_.find(name);
    return at == values_.end() ? "" : at->second;
  }
  bool is(const std::string& name, std::string_view value) const { return this->value(name) == value; }
  /// As HTML; of a number that is a share, in percent.
  std::string html(const std::string& name) const { return escapeHtml(value(name)); }
  std::string percent(const std::string& name) const {
    const auto share = parseNumber(value(name));
    return share ? htmlNumber(100 * *share, 3) + "&nbsp;%" : html(name);
  }

 private:
  const RunRecord& record_;
  std::map<std::string, std::string> values_;
};

std::string window(const Used& used, const std::string& name) {
  return used.is(name, "auto") ? "a window that was measured run by run" : "&plusmn;&nbsp;" + used.html(name);
}

std::string searchText(const Used& used) {
  const std::string ends = used.is("specificity", "full")   ? "both ends of a peptide being cuts"
                           : used.is("specificity", "semi") ? "one end of a peptide at least being a cut"
                                                            : "peptides being any stretch";
  std::string text = "Spectra were searched for peptides of " + used.html("min_peptide_length") + " to " +
                     used.html("max_peptide_length") + " residues (" + used.html("enzyme") + ", " + ends + ", up to " +
                     used.html("missed_cleavages") + " missed cleavages) within " +
                     window(used, "precursor_tolerance") +
                     " for precursors, after each run's mass error was taken off, and " +
                     window(used, "fragment_tolerance") + " for fragments. ";
  if (!used.value("fixed_modifications").empty()) text += "Fixed: " + used.html("fixed_modifications") + ". ";
  if (!used.value("variable_modifications").empty())
    text += "Variable, up to " + used.html("max_variable_modifications") +
            " on a peptide: " + used.html("variable_modifications") + ". ";
  if (used.is("chimeric", "true")) text += "A second peptide was sought in each spectrum. ";
  if (used.is("open", "true"))
    text += "Precursors were let differ from their peptides by " + used.html("open_low") + " to " +
            used.html("open_high") + " Da. ";
  return text + "Matches were scored by hyperscore (Craig & Beavis 2004) against " + used.html("decoys") +
         " decoys (Elias & Gygi 2007) and rescored over all runs by features of retention time, mass and fragment "
         "intensities that were learned on the study itself (K\xC3\xA4ll et al. 2007). ";
}

std::string confidenceText(const Used& used) {
  return "Matches, peptides and protein groups (picked: Savitski et al. 2015) were accepted at a false discovery rate "
         "of " +
         used.percent("fdr") + ".";
}

std::string quantText(const Used& used) {
  std::string text = "Ions were measured in survey spectra as areas over time of their first three isotopes, within " +
                     window(used, "trace_tolerance") + ". ";
  text += used.is("transfer_fdr", "0")
              ? "No identification was transferred between runs. "
              : "Identifications were transferred between aligned runs at a false transfer rate of " +
                    used.percent("transfer_fdr") + ". ";
  const std::map<std::string, std::string> rollUps{
      {"maxlfq", "from ratios of common peptides, solved by least squares (Cox et al. 2014)"},
      {"top3", "as the mean of the three strongest peptides (Silva et al. 2006)"},
      {"summed", "as the sum of their peptides"},
      {"ibaq", "as the sum of their peptides over the number of observable ones (Schwanh\xC3\xA4usser et al. 2011)"}};
  const auto how = rollUps.find(used.value("roll_up"));
  if (how != rollUps.end()) text += "Proteins were computed " + how->second + ". ";
  text += used.is("shared_peptides", "razor")
              ? "Peptides of several groups counted for the one with the most peptides. "
              : "Peptides of several groups were left out. ";
  if (used.is("normalize", "median"))
    text += "Samples of a batch were shifted by the median log-ratio of common proteins. ";
  if (used.is("normalize", "panel"))
    text += "Samples of a batch were shifted by the median log-ratio of the proteins of panel " +
            used.html("reference_panel") + ". ";
  if (used.is("normalize", "none")) text += "Samples were not normalised. ";
  return text + "Values that were not measured were left out and never filled in.";
}

std::string purityText(const Used& used) {
  return "The score of a contaminant or panel is the common factor of its proteins (" + used.html("min_markers") +
         " at least) within subjects, each weighted by how well it follows the others, less the sample's level over "
         "all "
         "proteins or, where vesicle proteins move together, less theirs; with an interval from " +
         used.html("bootstraps") +
         " resamplings of proteins. Classic shares follow Geyer et al. 2019, categories of vesicle evidence "
         "Th\xC3\xA9ry "
         "et al. 2018.";
}

std::string compareText(const Used& used) {
  std::string text =
      "Each protein's log2 change was taken within subjects, where they have both samples, and tested by a moderated t "
      "(a course of time points by a moderated F; Smyth 2004), from " +
      used.html("min_pairs") + " pairs on. ";
  if (used.is("trend", "abundance")) text += "The prior of the variances follows abundance (Law et al. 2014). ";
  if (used.is("trend", "peptides"))
    text += "The prior of the variances follows the number of peptides (Zhu et al. 2020). ";
  if (used.is("robust", "true")) text += "Variances that stand out were spared (Phipson et al. 2016). ";
  if (used.is("sample_weights", "estimated")) text += "Samples were weighted by their scatter (Ritchie et al. 2006). ";
  if (!used.value("covariates").empty()) text += "Both answers are adjusted for " + used.html("covariates") + ". ";
  text += used.is("q_values", "storey") ? "q-values are Storey's (Storey 2002)"
                                        : "q-values are those of Benjamini & Hochberg 1995";
  text += "; a change is called at " + used.html("alpha") + ". ";
  text += "The adjusted change is the change at equal scores of " +
          (used.is("adjust", "auto")
               ? "platelets and of what changes with the contrast, and of each other contaminant by itself"
               : used.html("adjust")) +
          ", a marker being left out of its own score; a change is explained where at least " +
          used.percent("min_attenuation") +
          " of it goes. Where subjects lack samples or have several, the subject is a random effect (Smyth, Michaud & "
          "Scott 2005). A change hangs on a subject when it is not shown without that one.";
  if (used.did("testStudy"))
    text += " Panels were tested against no change by " + used.html("rotations") +
            " rotations (Wu et al. 2010) and against the rest with the correlation that their proteins have here (Wu & "
            "Smyth 2012).";
  return text;
}

/// Those of the works that the text names, as a list.
std::string references(const std::string& text) {
  std::vector<std::string> cited;
  for (const auto& [name, where] : works()) {
    const std::string words = escapeHtml(name);
    if (text.find(words) != std::string::npos) cited.push_back(words + ". " + escapeHtml(where));
  }
  return "<h3>References</h3>\n" + htmlList(cited);
}

/// Ampersands between names, as HTML.
std::string withEntities(std::string text) {
  for (std::size_t at = 0; (at = text.find(" & ", at)) != std::string::npos;) text.replace(at, 3, " &amp; ");
  return text;
}

}  // namespace

std::string methodsProse(const RunRecord& record) {
  const Used used(record);
  std::string text;
  const auto add = [&](const std::string& title, const std::string& said) {
    text += "<h3>" + title + "</h3>\n" + paragraph(withEntities(said));
  };
  const bool searched = used.did("search"), quantified = used.did("quantify");
  if (searched)
    add("Search", searchText(used) + confidenceText(used));
  else if (quantified)
    add("Identification", "Identifications are another program's. " + confidenceText(used));
  if (quantified) add("Quantification", quantText(used));
  if (used.did("scorePurity")) add("Contaminants", purityText(used));
  if (used.did("compareCargo")) add("Comparison", compareText(used));
  if (text.empty()) return "";
  return text + paragraph("Standard formats were written with OpenMS (R\xC3\xB6st et al. 2016).") +
         references(text + "R\xC3\xB6st et al. 2016");
}

}  // namespace vescargo
