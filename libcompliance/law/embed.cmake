# cmake -DTARGET=FILE -DTABLES=a;b -DFOLDER=DIR -P embed.cmake: writes a source that holds the bytes of FOLDER/a.yaml …
# as string literals, so that the tables need no file at run time.
set(source "// Made by embed.cmake.\n#include \"libcompliance/law/table.h\"\n\nnamespace compliance {\n\n")
string(APPEND source "std::string_view law_table(std::string_view name) {\n")
foreach(table IN LISTS TABLES)
  file(READ "${FOLDER}/${table}.yaml" bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(..)" "\\\\x\\1" literal "${bytes}")
  # A line end after each newline keeps the lines of the source short.
  string(REPLACE "\\x0a" "\\x0a\"\n         \"" literal "${literal}")
  string(APPEND source "  if (name == \"${table}\")\n    return {\"${literal}\", ${size}};\n")
endforeach()
string(APPEND source "  return {};\n}\n\n}  // namespace compliance\n")
file(WRITE "${TARGET}" "${source}")
