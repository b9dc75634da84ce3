// SPDX-License-Identifier: Apache-2.0
#include "tools/compliance/documents.h"

#include "libcompliance/io/files.h"

namespace compliance::tools {

Language language_of(const std::optional<std::string>& word) { return word == "en" ? Language::en : Language::nl; }

Result<std::string> format_of(const Context& context, const std::optional<std::string>& format,
                              std::string_view otherwise) {
  if (!context.json) return format.value_or(std::string{otherwise});
  if (format && *format != "json") return Error{.message = "--json and --format " + *format + " exclude each other"};
  return std::string{"json"};
}

Result<void> deliver(Context& context, const std::optional<std::string>& path, std::string_view document) {
  if (!path) {
    context.out.write(document);
    return {};
  }
  COMPLIANCE_TRY(AtomicFile file, AtomicFile::create(context.files, *path, FileSystem::Replace::no));
  file.write(document);
  file.commit();
  return {};
}

}  // namespace compliance::tools
