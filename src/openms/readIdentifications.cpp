#include "vescargo/openms/readIdentifications.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "vescargo/base/TextStream.h"
#include "vescargo/base/Tsv.h"
#include "vescargo/foreign/acceptForeign.h"
#include "vescargo/foreign/findCoIsolated.h"
#include "vescargo/foreign/readMatchTable.h"
#include "vescargo/foreign/readMzIdentMl.h"
#include "vescargo/foreign/readPepXml.h"
#include "vescargo/foreign/readPercolator.h"
#include "vescargo/foreign/readSage.h"
#include "vescargo/openms/ForeignPeptides.h"
#include "vescargo/openms/identificationFile.h"
#include "vescargo/openms/readForeignIdXml.h"

namespace vescargo {

namespace {

/// The first 64 kB, which tell the format and, of idXML, the engine; of a file that is gzipped or not.
std::string beginningOf(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw Error(ExitCode::MissingFile, path, "no such file", "check the path");
  if (std::filesystem::is_directory(path, ignored))
    throw Error(ExitCode::Unreadable, path, "cannot be read", "check that it is a file and its permissions");
  TextStream stream(path);
  std::string text;
  stream.read(text, 1U << 16U);
  std::erase(text, '\0');  // of UTF-16
  return text;
}

/// Whether an element of that name begins in a text, whatever prefix its namespace has.
bool hasElement(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    std::size_t begin = at;
    if (begin > 0 && text[begin - 1] == ':') --begin;
    if (begin != at) {
      while (begin > 0 && text[begin - 1] != '<' && std::isspace(static_cast<unsigned char>(text[begin - 1])) == 0)
        --begin;
    }
    if (begin > 0 && text[begin - 1] == '<') return true;
  }
  return false;
}

enum class Format { Ours, IdXml, PepXml, MzIdentMl, Sage, Percolator };

Format formatOf(const std::string& path) {
  const std::string beginning = beginningOf(path);
  const auto has = [&](const char* element) { return hasElement(beginning, element); };
  if (has("IdXML"))
    return beginning.find("search_engine=\"Vescargo\"") != std::string::npos ? Format::Ours : Format::IdXml;
  if (has("msms_pipeline_analysis")) return Format::PepXml;
  if (has("MzIdentML") || has("mzIdentML")) return Format::MzIdentMl;
  if (has("percolator_output"))
    throw Error(ExitCode::CorruptContent, path, "is Percolator's XML, which is not read",
                "give its tables (--results-psms, and --decoy-results-psms for the decoys)");
  if (beginning.starts_with("PAR1"))
    throw Error(ExitCode::CorruptContent, path, "is a Parquet file, which is not read",
                "give Sage's results.sage.tsv (without --parquet), or the text tables of mokapot");
  const auto columns = matchColumns(path);
  for (const std::string& name : columns) {
    if (isSageColumn(name)) return Format::Sage;
    if (isPercolatorColumn(name)) return Format::Percolator;
  }
  if (columns.size() > 1 && columns[0] == "SpecId" && columns[1] == "Label")
    throw Error(ExitCode::CorruptContent, path, "is the input of Percolator or mokapot, which has no q-values yet",
                "give what these make of it");
  throw Error(ExitCode::CorruptContent, path, "holds no identifications that are known",
              "give idXML, pepXML, mzIdentML, Sage's results.sage.tsv or a PSM table of Percolator or mokapot");
}

ForeignResult readOne(const std::string& path, Format format) {
  switch (format) {
    case Format::Sage:
      return readSage(readMatchTable(path));
    case Format::Percolator:
      return readPercolator(readMatchTable(path, percolatorProteinColumns()));
    case Format::PepXml:
      return readPepXml(path);
    case Format::MzIdentMl:
      return readMzIdentMl(path);
    default:
      return readForeignIdXml(path);
  }
}

/// Whatever goes wrong in a file of another program is that file's fault.
ForeignResult readForeign(const std::string& path, Format format) {
  try {
    return readOne(path, format);
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& fault) {
    throw Error(ExitCode::CorruptContent, path, "cannot be read (" + std::string(fault.what()) + ")",
                "write it again with the search engine");
  }
}

ReadIdentifications readAllForeign(std::vector<ForeignResult> results, const ForeignContext& context) {
  ReadIdentifications read;
  const std::string engine = results.front().engine;
  const auto runs = context.runs();
  LinkNotes links = linkSpectra(results, runs);
  const SeenModifications seen = readPeptides(results);
  std::vector<std::string>& runNames = read.identifications.runs;
  for (const RunSpectra& run : runs) runNames.push_back(run.name);
  findCoIsolated(results, runNames, context.read);
  for (const ForeignResult& result : results) {
    read.sentences.insert(read.sentences.end(), result.sentences.begin(), result.sentences.end());
    read.warnings.insert(read.warnings.end(), result.warnings.begin(), result.warnings.end());
  }
  read.sentences.insert(read.sentences.end(), links.sentences.begin(), links.sentences.end());
  AcceptedForeign accepted = acceptForeign(results, context.proteins, context.confidence);
  accepted.identifications.runs = std::move(runNames);
  read.identifications = std::move(accepted.identifications);
  read.identifications.engine = engine;
  read.identifications.fixedModifications = seen.fixed;
  read.identifications.variableModifications = seen.variable;
  read.sentences.insert(read.sentences.end(), accepted.sentences.begin(), accepted.sentences.end());
  read.warnings.insert(read.warnings.end(), links.warnings.begin(), links.warnings.end());
  read.warnings.insert(read.warnings.end(), accepted.warnings.begin(), accepted.warnings.end());
  return read;
}

}  // namespace

ReadIdentifications readIdentifications(const std::vector<std::string>& paths, const ForeignContext& context) {
  std::vector<Format> formats;
  for (const std::string& path : paths) formats.push_back(formatOf(path));
  const auto own = static_cast<std::size_t>(std::count(formats.begin(), formats.end(), Format::Ours));
  if (own == paths.size()) {
    ReadIdentifications read;
    read.identifications = readIdXml(paths, [&](const std::vector<RunAliases>& files) {
      NamedRuns named = nameRuns(files, context.names);
      read.sentences = std::move(named.sentences);
      read.warnings = std::move(named.warnings);
      return std::move(named.names);
    });
    return read;
  }
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
