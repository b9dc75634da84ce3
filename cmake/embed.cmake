# cmake -DTARGET=FILE -DHEADER=H -DFUNCTION=F -DFILES=a;b -P embed.cmake: writes a source with the function F, declared in
# H, that returns the bytes of a file by its name without the last extension, and nothing for another name. The program
# then needs no file at run time.
set(source "// Made by embed.cmake.\n#include \"${HEADER}\"\n\nnamespace compliance {\n\n")
string(APPEND source "std::string_view ${FUNCTION}(std::string_view name) {\n")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME_WLE)
  file(READ "${file}" bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(..)" "\\\\x\\1" literal "${bytes}")
  # A line end after each newline keeps the lines of the source short.
  string(REPLACE "\\x0a" "\\x0a\"\n         \"" literal "${literal}")
  string(APPEND source "  if (name == \"${name}\")\n    return {\"${literal}\", ${size}};\n")
endforeach()
string(APPEND source "  return {};\n}\n\n}  // namespace compliance\n")
file(WRITE "${TARGET}" "${source}")
