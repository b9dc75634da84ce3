// SPDX-License-Identifier: Apache-2.0
#include "libcompliance/export/binding_shape.h"

#include <array>

#include "libcompliance/export/binding.h"
#include "libcompliance/formats/common_shapes.h"

namespace compliance {
namespace {

using namespace shapes;

constexpr Shape instant{.kind = Kind::instant};
constexpr Shape texts{.kind = Kind::list, .item = &text};

// A null word may be the empty text.
constexpr std::array empty_word{std::string_view{}};
constexpr Shape null_word{.kind = Kind::text, .words = empty_word};
constexpr Shape null_words{.kind = Kind::list, .item = &null_word};

constexpr std::array encoding_words{std::string_view{"utf-8"}, std::string_view{"utf-16"},
                                    std::string_view{"windows-1252"}};
constexpr Shape encoding{.kind = Kind::word, .words = encoding_words};
constexpr std::array dialect_keys{ShapeKey{"delimiter", &text, optional, "One character, or tab."},
                                  ShapeKey{"quote", &text, optional, "One character."},
                                  ShapeKey{"encoding", &encoding, optional, "How the file writes its letters."}};
constexpr Shape dialect{.kind = Kind::map, .keys = dialect_keys};

constexpr ShapeKey zone_key{"zone", &text, optional, "The time zone in which times are written that do not say it.",
                            "format"};
constexpr std::array date_column_keys{ShapeKey{"format", &text, required, "As for the file."}, zone_key};
constexpr Shape date_column{.kind = Kind::map, .keys = date_column_keys};
constexpr Shape date_columns{.kind = Kind::entries, .item = &date_column, .name_keys = false};
constexpr std::array dates_keys{
    ShapeKey{"format", &text, optional, "Such as dd-MM-yyyy or yyyy-MM-dd HH:mm:ss; yyyy-MM-dd if absent."}, zone_key,
    ShapeKey{"columns", &date_columns, optional, "Columns whose dates are written in another form."}};
constexpr Shape dates{.kind = Kind::map, .keys = dates_keys};

constexpr std::array link_keys{
    ShapeKey{"column", &text, required, "The column with the keys."},
    ShapeKey{"separator", &text, optional, "What stands between two keys."},
    ShapeKey{"prefix", &text, optional, "How keys of that record type begin, when the column holds others, too."}};
constexpr Shape link_map{.kind = Kind::map, .keys = link_keys};
constexpr std::array<const Shape*, 2> link_options{&text, &link_map};
constexpr Shape link{.kind = Kind::either, .options = link_options};
constexpr Shape link_or_links{.kind = Kind::one_or_list, .item = &link, .least = 1};
constexpr Shape links{.kind = Kind::entries, .item = &link_or_links};

constexpr Shape ids{.kind = Kind::word, .words = ids_words};

constexpr std::array tenant_keys{ShapeKey{"all", &name, required, "Whose records the whole file holds."}};
constexpr Shape tenant_map{.kind = Kind::map, .keys = tenant_keys};
constexpr std::array<const Shape*, 2> tenant_options{&text, &tenant_map};
constexpr Shape tenant{.kind = Kind::either, .options = tenant_options};

constexpr Shape columns{.kind = Kind::entries, .item = &name, .name_keys = false};
constexpr Shape word_map{.kind = Kind::entries, .item = &name, .name_keys = false};
constexpr Shape values{.kind = Kind::entries, .item = &word_map, .name_keys = false};

constexpr std::array table_keys{
    ShapeKey{"record", &name, required, "The record type of the policy."},
    ShapeKey{"dialect", &dialect, optional, "How the file is written."},
    ShapeKey{"dates", &dates, optional, "How dates are written."},
    ShapeKey{"null_words", &null_words, optional, "Texts that mean nothing."},
    ShapeKey{"key", &text, required, "The column with the record's id."},
    ShapeKey{"ids", &ids, optional, "How keys and links are compared; as_written if absent."},
    ShapeKey{"links", &links, optional, "The column or columns with the key of the record that this one belongs to."},
    ShapeKey{"merged_into", &text, optional, "The column with the key of the record into which this one was merged."},
    ShapeKey{"tenant", &tenant, optional, "The column that says whose record it is."},
    ShapeKey{"columns", &columns, required, "Which column is which field."},
    ShapeKey{"values", &values, optional, "Which text is which word of the policy."},
    ShapeKey{"not_personal", &texts, optional, "Columns that hold nothing personal."}};
constexpr Shape table{.kind = Kind::map, .keys = table_keys};
constexpr Shape files{.kind = Kind::entries, .item = &table, .name_keys = false, .least = 1};

constexpr Shape work_list_form{.kind = Kind::word, .words = work_list_words};

constexpr std::array binding_keys{
    ShapeKey{"compliance", &version, required, "The version of this format."},
    ShapeKey{"export", &name, required, "A short name."},
    ShapeKey{"system", &text, required, "The system that it comes from."},
    ShapeKey{"taken", &instant, required, "When it was made, with the offset."},
    ShapeKey{"tenants", &word_map, optional, "Which text of the tenant columns is which tenant of the policy."},
    ShapeKey{"work_lists", &work_list_form, optional, "The importer that takes what is to be done in the CRM."},
    ShapeKey{"files", &files, required, "The tables."},
    ShapeKey{"not_personal_files", &texts, optional, "Other files, which hold nothing personal."}};
constexpr Shape binding{.kind = Kind::map, .keys = binding_keys};

}  // namespace

const Shape& binding_shape() { return binding; }

}  // namespace compliance
