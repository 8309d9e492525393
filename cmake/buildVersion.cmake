# Writes a source with the version and a hash of all sources, so that two builds which may differ in their results are
# told apart wherever they were built: cmake -D SOURCE=... -D VERSION=... -D OUT=... -P buildVersion.cmake
file(GLOB_RECURSE files RELATIVE "${SOURCE}" "${SOURCE}/src/*" "${SOURCE}/include/*" "${SOURCE}/tools/*")
list(SORT files)
set(sums "")
foreach(file IN LISTS files)
  file(SHA256 "${SOURCE}/${file}" sum)
  string(APPEND sums "${file} ${sum}\n")
endforeach()
string(SHA256 hash "${sums}")
string(SUBSTRING "${hash}" 0 12 hash)
file(WRITE "${OUT}" "#include \"vescargo/app/buildVersion.h\"\n
namespace vescargo {
std::string buildVersion() { return \"${VERSION}+${hash}\"; }
}  // namespace vescargo\n")
