# At installation: lays out what GenericKnimeNodes' node generator makes a KNIME plugin of.
#   cmake -D PROGRAMS=folder -D SOURCE=checkout -D BUILT=folder -D OUT=folder -P knimePlugin.cmake
file(REMOVE_RECURSE "${OUT}")
file(COPY "${SOURCE}/knime/icons" DESTINATION "${OUT}" FILES_MATCHING PATTERN "*.png")
file(COPY "${SOURCE}/knime/mime.types" DESTINATION "${OUT}/descriptors")
file(COPY "${SOURCE}/knime/DESCRIPTION" "${SOURCE}/LICENSE" "${BUILT}/knime/plugin.properties" DESTINATION "${OUT}")
file(STRINGS "${SOURCE}/LICENSE" copyright REGEX "^Copyright")
file(WRITE "${OUT}/COPYRIGHT" "${copyright}\n")

set(payload "${BUILT}/knime/payload")
file(REMOVE_RECURSE "${payload}")
file(COPY "${SOURCE}/knime/binaries.ini" DESTINATION "${payload}")
file(COPY "${SOURCE}/params" DESTINATION "${payload}/share/vescargo")
file(GLOB programs "${PROGRAMS}/EV*")
foreach(program IN LISTS programs)
  execute_process(COMMAND "${program}" -write_ctd "${OUT}/descriptors" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  file(COPY "${program}" DESTINATION "${payload}/bin")
endforeach()
file(MAKE_DIRECTORY "${OUT}/payload")
execute_process(COMMAND "${CMAKE_COMMAND}" -E tar cf "${OUT}/payload/binaries_lnx_64.zip" --format=zip binaries.ini bin share
  WORKING_DIRECTORY "${payload}" COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE "${payload}")
