#pragma once

#include "vescargo/compare/exerkines.h"
#include "vescargo/compare/panelTests.h"
#include "vescargo/compare/power.h"
#include "vescargo/compare/responders.h"

namespace vescargo {

/// What a study says beside the changes of single proteins; a table may be empty.
struct StudyTests {
  RowTable<ContaminantChange> contaminants;
  RowTable<PanelResult> panels;
  RowTable<ExerkineChange> exerkines;
  RowTable<SubjectRow> subjects;
  RowTable<PowerRow> power;
};

}  // namespace vescargo
