#pragma once

#include <cmath>
#include <regex>
#include <string>

#include "vescargo/report/Report.h"

namespace vescargo::test::page {

inline Change change(const std::string& gene, double log2, double p, ChangeVerdict verdict) {
  Change made;
  made.protein = "P_" + gene;
  made.gene = gene;
  made.verdict = verdict;
  made.verdictReason = "because of " + gene;
  made.pairs = 6;
  made.unadjusted.log2FoldChange = log2;
  made.unadjusted.low = log2 - 0.25;
  made.unadjusted.high = log2 + 0.25;
  made.unadjusted.t = 4;
  made.unadjusted.p = p;
  made.unadjusted.q = 2 * p;
  made.adjusted = made.unadjusted;
  made.adjusted.log2FoldChange = log2 / 2;
  made.adjusted.low = log2 / 2 - 0.5;
  made.adjusted.high = log2 / 2 + 0.5;
  made.adjusted.p = 0.04321;
  made.adjusted.q = 0.08642;
  made.signFlipP = 0.03125;
  return made;
}

inline ReportInput example() {
  ReportInput input;
  for (const char* subject : {"S1", "S2", "S3", "S4", "S5", "S6"}) {
    input.study.subjects.emplace_back(subject);
    for (const char* time : {"pre", "post"}) {
      const std::string name = std::string(subject) + "_" + time;
      input.study.samples.push_back({name, subject, time, "", "", {}});
      input.cargo.samples.push_back(name);
      SamplePurity purity;
      purity.sample = name;
      purity.subject = subject;
      purity.timePoint = time;
      purity.verdict = Verdict::Pass;
      purity.reason = "inside the cohort";
      purity.platelets = -1.23456;
      purity.plateletsLow = -2;
      purity.plateletsHigh = 0.5;
      purity.plateletShare = 0.012345;
      purity.plateletsSeen = 9;
      purity.plateletKind = "alike: residual platelets";
      purity.materials = {0.75, 0.25};
      purity.misevSeen[0] = 40;
      purity.plateletsPanel = 14;
      input.purity.samples.push_back(purity);
    }
  }
  input.purity.materials = {"platelet", "vesicle"};
  input.study.timePoints = {"pre", "post"};
  input.cargo.rows = {{"P_A", "P_A", "A", 2}, {"P_B", "P_B", "B", 2}};
  input.cargo.log2.setConstant(2, 12, 20);
  input.cargo.log2(0, 0) = std::nan("");
  input.purity.notes = {"post-pre: no change on average"};
  PairChange pair;
  pair.contrast = "post-pre";
  pair.contaminant = "platelets";
  pair.subject = "S1";
  pair.change = 1.234;
  pair.reading = "more material of platelets than before";
  PairChange all;
  all.contrast = "post-pre";
  all.contaminant = "platelets";
  all.pairs = 6;
  all.p = 0.0123;
  input.pairs = {pair, all};
  Comparison comparison;
  comparison.contrast = "post-pre";
  comparison.pairs = 6;
  comparison.changes = {change("A", 1, 0.00001234, ChangeVerdict::Robust),
                        change("B", -0.5, 0.0412, ChangeVerdict::Explained),
                        change("C", 0.01, 0.6, ChangeVerdict::Unchanged)};
  comparison.notes = {"a note of the comparison"};
  comparison.adjustedFor = {"platelets", "red cells"};
  comparison.changes[1].explainedBy = "platelets;red cells";
  input.comparisons.push_back(comparison);
  input.record = {"EVPipeline",
                  "0.1.0",
                  "2.6.0",
                  "EVPipeline -in a.mzML",
                  {{"alpha", "0.05"}},
                  {{"a.mzML", 123456, "00ff"}},
                  {{"rollUp", "9 peptides -> 3 proteins"}},
                  {"a warning"}};
  return input;
}

inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

inline std::size_t countOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++count;
  return count;
}

/// The page as its reader sees it, without the style sheet.
inline std::string textOf(const std::string& html) {
  std::string body = html.substr(html.find("<body>"));
  body = std::regex_replace(body, std::regex("<[^>]*>"), " ");
  return body;
}

}  // namespace vescargo::test::page
