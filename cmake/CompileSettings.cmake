# Two INTERFACE targets that our own targets link privately. Users of the library inherit neither.
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_library(compliance_settings INTERFACE)
target_compile_features(compliance_settings INTERFACE cxx_std_20)
# Same source, same bytes: no path of the build machine in the program.
target_compile_options(compliance_settings INTERFACE
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/= -fstack-protector-strong
  $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE$<SEMICOLON>-D_FORTIFY_SOURCE=2>)
target_link_options(compliance_settings INTERFACE -Wl,-z,relro,-z,now)
if(COMPLIANCE_SANITIZE)
  target_compile_options(compliance_settings INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(compliance_settings INTERFACE -fsanitize=address,undefined)
endif()
if(COMPLIANCE_FUZZ)
  target_compile_options(compliance_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()

add_library(compliance_warnings INTERFACE)
target_compile_options(compliance_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Woverloaded-virtual
  -Wimplicit-fallthrough -Wdouble-promotion -Wformat=2
  $<$<BOOL:${COMPLIANCE_DEVELOPER_MODE}>:-Werror>)
