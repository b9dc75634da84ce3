# Every library comes as a Debian package. Each is linked by the one module that owns it (libcompliance/LAYERS).
find_package(CLI11 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(doctest REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)

# libcsv ships neither a CMake package nor a .pc file.
find_library(LIBCSV_LIBRARY csv REQUIRED)
find_path(LIBCSV_INCLUDE_DIR csv.h REQUIRED)
add_library(libcsv::libcsv UNKNOWN IMPORTED)
set_target_properties(libcsv::libcsv PROPERTIES IMPORTED_LOCATION "${LIBCSV_LIBRARY}")

# Mustache is one header, beside the others of the system: nothing to link.
find_path(MUSTACHE_INCLUDE_DIR kainjow/mustache.hpp REQUIRED)
