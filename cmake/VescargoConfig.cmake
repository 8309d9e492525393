# find_package(Vescargo) -> Vescargo::core, a static library (docs/library.md).
include("${CMAKE_CURRENT_LIST_DIR}/coreLibraries.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/VescargoTargets.cmake")
