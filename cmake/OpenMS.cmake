# Finds OpenMS and offers it as the target `OpenMS`.
# Debian 12's package (2.6) exports include folders and link libraries of the
# machine that built it, and hides four generated headers; a 3.x package needs
# none of this. docs/architecture.md, "OpenMS as Debian ships it".

find_package(Qt5 REQUIRED COMPONENTS Core Network)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(OpenMS REQUIRED HINTS /usr/share/openms/cmake)

if(OpenMS_VERSION VERSION_LESS 3)
  find_path(openmsIncludeDir OpenMS/KERNEL/MSSpectrum.h REQUIRED)
  set(openmsGenerated "${CMAKE_BINARY_DIR}/openms-generated")
  file(GLOB openmsHidden "${openmsIncludeDir}/OpenMS/build/*/*/*/src/openms/*onfig.h")
  foreach(header IN LISTS openmsHidden)
    file(COPY "${header}" DESTINATION "${openmsGenerated}/OpenMS")
  endforeach()
  file(GLOB openmsHidden "${openmsIncludeDir}/OpenMS/build/*/*/*/src/openswathalgo/OPENSWATHALGO/*.h")
  foreach(header IN LISTS openmsHidden)
    file(COPY "${header}" DESTINATION "${openmsGenerated}/OpenMS/OPENSWATHALGO")
  endforeach()
  set_target_properties(OpenMS PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES ""
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${openmsGenerated}"
    INTERFACE_LINK_LIBRARIES "OpenSwathAlgo;Qt5::Core;OpenMP::OpenMP_CXX;xerces-c")
  set_target_properties(OpenSwathAlgo PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "")
  target_include_directories(OpenMS SYSTEM INTERFACE "${openmsGenerated}")
endif()
