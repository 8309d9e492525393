# What Debian's policy asks for and an installation to another prefix does not need: packed manuals and the package's own
# changelog. CPack runs this where the files are laid out.
set(root "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr")
file(GLOB manuals "${root}/share/man/man1/*.1")
foreach(manual IN LISTS manuals)
  execute_process(COMMAND gzip -9nf "${manual}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(changelog "${root}/share/doc/vescargo/changelog.Debian")
file(WRITE "${changelog}" "vescargo (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium

  * Built from the sources by CPack; what changed is told in CHANGELOG.md.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
file(RENAME "${root}/share/doc/vescargo/CHANGELOG.md" "${root}/share/doc/vescargo/changelog")
execute_process(COMMAND gzip -9nf "${changelog}" "${root}/share/doc/vescargo/changelog" COMMAND_ERROR_IS_FATAL ANY)
