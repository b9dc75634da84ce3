# cmake -DTARGET=FILE -DFOLDER=DIR -P embed.cmake: writes a source that holds the templates of FOLDER as string
# literals, so that they need no file at run time.
set(source "// Made by embed.cmake.\n#include \"libcompliance/documents/notice.h\"\n\nnamespace compliance {\n\n")
string(APPEND source "std::string_view notice_template(Language language) {\n")
foreach(language nl en)
  file(READ "${FOLDER}/notice.${language}.mustache" bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(..)" "\\\\x\\1" literal "${bytes}")
  # A line end after each newline keeps the lines of the source short.
  string(REPLACE "\\x0a" "\\x0a\"\n         \"" literal "${literal}")
  string(APPEND source "  if (language == Language::${language})\n    return {\"${literal}\", ${size}};\n")
endforeach()
string(APPEND source "  return {};\n}\n\n}  // namespace compliance\n")
file(WRITE "${TARGET}" "${source}")
