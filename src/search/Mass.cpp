#include "vescargo/search/Mass.h"

namespace vescargo {

double residueMass(char letter) {
  switch (letter) {
    case 'A':
      return 71.037113787;
    case 'R':
      return 156.101111026;
    case 'N':
      return 114.042927446;
    case 'D':
      return 115.026943032;
    case 'C':
      return 103.009184477;
    case 'E':
      return 129.042593096;
    case 'Q':
      return 128.058577510;
    case 'G':
      return 57.021463723;
    case 'H':
      return 137.058911861;
    case 'I':
    case 'L':
      return 113.084063979;
    case 'K':
      return 128.094963016;
    case 'M':
      return 131.040484605;
    case 'F':
      return 147.068413915;
    case 'P':
      return 97.052763851;
    case 'S':
      return 87.032028409;
    case 'T':
      return 101.047678473;
    case 'U':
      return 150.953633405;
    case 'W':
      return 186.079312952;
    case 'Y':
      return 163.063328537;
    case 'V':
      return 99.068413915;
    default:
      return 0;
  }
}

}  // namespace vescargo
