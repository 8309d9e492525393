#include "vescargo/openms/readIdentifications.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/acceptForeign.h"
#include "vescargo/foreign/readPercolator.h"
#include "vescargo/foreign/readSage.h"
#include "vescargo/openms/ForeignPeptides.h"
#include "vescargo/openms/foreignXml.h"
#include "vescargo/openms/identificationFile.h"

namespace vescargo {

namespace {

/// The first 64 kB, which tell the format and, of idXML, the engine.
std::string beginningOf(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path, ignored))
    throw Error(ExitCode::Unreadable, path, "cannot be read", "check that it is a file and its permissions");
  std::string text(1U << 16U, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

enum class Format { Ours, IdXml, PepXml, MzIdentMl, Sage, Percolator };

Format formatOf(const std::string& path) {
  const std::string beginning = beginningOf(path);
  const auto has = [&](const char* element) { return beginning.find(element) != std::string::npos; };
  if (has("<IdXML")) return has("search_engine=\"Vescargo\"") ? Format::Ours : Format::IdXml;
  if (has("<msms_pipeline_analysis")) return Format::PepXml;
  if (has("<MzIdentML")) return Format::MzIdentMl;
  const std::size_t start = beginning.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (const std::string& name : split(beginning.substr(start, beginning.find_first_of("\r\n") - start), '\t')) {
    if (isSageColumn(name)) return Format::Sage;
    if (isPercolatorColumn(name)) return Format::Percolator;
  }
  throw Error(ExitCode::CorruptContent, path, "holds no identifications that are known",
              "give idXML, pepXML, mzIdentML, Sage's results.sage.tsv or a PSM table of Percolator or mokapot");
}

ForeignResult readForeign(const std::string& path, Format format) {
  if (format == Format::Sage) return readSage(readTsv(path));
  if (format == Format::Percolator) return readPercolator(readTsv(path, TsvRows::AtLeastOne, TsvLastColumn::Several));
  return readForeignXml(path, format == Format::PepXml      ? XmlFormat::PepXml
                              : format == Format::MzIdentMl ? XmlFormat::MzIdentMl
                                                            : XmlFormat::IdXml);
}

ReadIdentifications readAllForeign(std::vector<ForeignResult> results, const ForeignContext& context) {
  ReadIdentifications read;
  const std::string engine = results.front().engine;
  const auto runs = context.runs();
  linkSpectra(results, runs);
  const SeenModifications seen = readPeptides(results, read.sentences);
  AcceptedForeign accepted = acceptForeign(std::move(results), context.proteins, context.confidence);
  read.identifications = std::move(accepted.identifications);
  read.identifications.engine = engine;
  for (const RunSpectra& run : runs) read.identifications.runs.push_back(run.name);
  read.identifications.fixedModifications = seen.fixed;
  read.identifications.variableModifications = seen.variable;
  read.sentences.insert(read.sentences.end(), accepted.sentences.begin(), accepted.sentences.end());
  read.warnings = accepted.warnings;
  return read;
}

}  // namespace

ReadIdentifications readIdentifications(const std::vector<std::string>& paths, const ForeignContext& context) {
  std::vector<Format> formats;
  for (const std::string& path : paths) formats.push_back(formatOf(path));
  const auto own = static_cast<std::size_t>(std::count(formats.begin(), formats.end(), Format::Ours));
  if (own == paths.size()) return {readIdXml(paths), {}, {}};
  std::vector<ForeignResult> results;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (formats[i] != Format::Ours) results.push_back(readForeign(paths[i], formats[i]));
  }
  if (own > 0)
    throw Error(ExitCode::DoNotFit, results.front().path, "is not of EVPeptideIdentifier, as other files of -ids are",
                "give the results of one engine for all runs");
  return readAllForeign(std::move(results), context);
}

}  // namespace vescargo
