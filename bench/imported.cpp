// The proteins of a study as a table of another program is imported: imported TABLE SHEET OUT

#include <cstdio>
#include <string>

#include "vescargo/base/Error.h"
#include "vescargo/foreign/readStudyCargo.h"

using namespace vescargo;

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("imported TABLE SHEET OUT: writes TABLE, not normalised, as cargo.tsv\n", stderr);
    return 6;
  }
  try {
    const StudyCargo cargo = readStudyCargo(argv[1], readStudy(argv[2]), {TableNormalization::None, TableScale::Auto});
    writeCargo(cargo.table, argv[3]);
    for (const std::string& note : cargo.notes) std::printf("%s: %s\n", cargo.program.c_str(), note.c_str());
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return static_cast<int>(error.code());
  }
  return 0;
}
