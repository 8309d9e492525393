# What `cmake --install` brings beside the programs and their manuals. The folder may be moved afterwards: only docurl in the
# descriptions for KNIME names the prefix.
install(DIRECTORY params/ DESTINATION share/vescargo/params)
install(DIRECTORY docs/ DESTINATION share/doc/vescargo FILES_MATCHING PATTERN "*.md" PATTERN "*.png" PATTERN tools EXCLUDE)
install(FILES README.md CHANGELOG.md CITATION.cff DESTINATION share/doc/vescargo)
install(FILES LICENSE DESTINATION share/doc/vescargo RENAME copyright)
# Nodes for KNIME (docs/knime.md).
configure_file(knime/plugin.properties.in knime/plugin.properties @ONLY)
install(CODE "execute_process(COMMAND \"${CMAKE_COMMAND}\" -D \"PROGRAMS=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}\" -D \"SOURCE=${CMAKE_SOURCE_DIR}\"
  -D \"BUILT=${CMAKE_BINARY_DIR}\" -D \"OUT=\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/share/vescargo/knime\"
  -P \"${CMAKE_SOURCE_DIR}/cmake/knimePlugin.cmake\" COMMAND_ERROR_IS_FATAL ANY)")

# The core as a library (docs/library.md).
foreach(room IN LISTS coreRooms)
  install(DIRECTORY "include/vescargo/${room}" DESTINATION include/vescargo)
endforeach()
set_target_properties(vescargo_core PROPERTIES EXPORT_NAME core)
install(TARGETS vescargo_core EXPORT VescargoTargets ARCHIVE DESTINATION lib)
install(EXPORT VescargoTargets NAMESPACE Vescargo:: DESTINATION lib/cmake/Vescargo)
include(CMakePackageConfigHelpers)
# Before 1.0 a minor version may change what a header says.
write_basic_package_version_file("${CMAKE_BINARY_DIR}/VescargoConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES cmake/VescargoConfig.cmake cmake/coreLibraries.cmake "${CMAKE_BINARY_DIR}/VescargoConfigVersion.cmake"
  DESTINATION lib/cmake/Vescargo)
install(FILES examples/searchRun.cpp examples/CMakeLists.txt DESTINATION share/doc/vescargo/examples)

# `cmake --install` takes what is built: programs and manuals need no tests.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
