# The Debian package, one for all: `./dev package`, or `cpack -G DEB` in a build folder configured for /usr.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME vescargo)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "Vescargo contributors <vescargo@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "LC-MS/MS analysis of the cargo of plasma vesicles")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Which cargo of plasma vesicles changed with acute exercise, and is it
exercise or platelets? Programs that pick peaks, identify, quantify
label-free, score what came along with the tubes, compare before and after,
and report; their nodes for KNIME; their core as a static library for C++.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# OpenMS's enzymes, modifications and vocabularies.
set(CPACK_DEBIAN_PACKAGE_DEPENDS openms-common)
# For the library alone.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "g++, cmake, libeigen3-dev, libpugixml-dev, zlib1g-dev, libdeflate-dev, libmodpbase64-dev, libzstd-dev, libmsnumpress-dev, libxerces-c-dev, libarchive-dev")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_SOURCE_DIR}/cmake/debianFiles.cmake")
include(CPack)
