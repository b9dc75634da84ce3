// SPDX-License-Identifier: Apache-2.0
// usage: node validate.mjs MODULES <REQUEST >ANSWER
// Somebody else's YAML reader and JSON Schema validator: `yaml` and `ajv`, from the folder MODULES/node_modules.
// REQUEST: {"schemas": {KIND: schema}, "documents": [{"kind": KIND, "text": YAML}]}
// ANSWER: for each document a list of what is wrong with it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const load = createRequire(join(resolve(process.argv[2]), "package.json"));
const Ajv2020 = load("ajv/dist/2020").default;
const YAML = load("yaml");

// strictRequired would have every "required" beside its "properties", which oneOf: [{"required": …}] never is. Formats
// are a remark for editors; the patterns beside them say the same.
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, strictTypes: false,
                          validateFormats: false });
const request = JSON.parse(readFileSync(0, "utf8"));
const validators = Object.fromEntries(
  Object.entries(request.schemas).map(([kind, schema]) => [kind, ajv.compile(schema)]));

function problems({ kind, text }) {
  const document = YAML.parseDocument(text, { version: "1.2", schema: "core", uniqueKeys: true });
  if (document.errors.length > 0) return document.errors.map((error) => `YAML: ${error.message}`);
  const validate = validators[kind];
  return validate(document.toJS()) ? [] : validate.errors.map((error) => `${error.instancePath || "/"} ${error.message}`);
}

process.stdout.write(JSON.stringify(request.documents.map(problems)));
