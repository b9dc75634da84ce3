// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "libcompliance/cases/cases_shape.h"
#include "libcompliance/export/binding_shape.h"
#include "libcompliance/jobs/jobs_shape.h"
#include "libcompliance/policy/policy_shape.h"
#include "tools/compliance/commands.h"

namespace compliance::tools {
namespace {

struct Options {
  std::optional<std::string> document;
};

Result<Exit> run(const Options& options, Context& context) {
  const std::string document = options.document.value_or("policy");
  const Shape& shape = document == "export"  ? binding_shape()
                       : document == "cases" ? cases_shape()
                       : document == "jobs"  ? jobs_shape()
                                             : policy_shape();
  context.out.write(
      to_json_text(to_json_schema(shape, "compliance " + document, "urn:compliance:schema:" + document + ":1")));
  return Exit::done;
}

}  // namespace

Run declare_schema(Arguments& arguments) {
  auto options = std::make_shared<Options>();
  arguments.positional("DOCUMENT", &options->document, "The kind of document; policy if absent")
      .one_of({"policy", "export", "cases", "jobs"});
  return [options](Context& context) { return run(*options, context); };
}

}  // namespace compliance::tools
