// SPDX-License-Identifier: Apache-2.0
// usage: node duckdb.mjs MODULES EXPORT AS_OF OUT
// What tests/bench/retain compares with: the contacts of the fixture that its policy keeps, as DuckDB filters and
// writes them. A contact stays for two years after its company left or after its last interaction, whichever is later.
import { createRequire } from "node:module";

const [modules, source, asOf, out] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(`${modules}/`)("@duckdb/node-api");
const table = (name) => `read_csv('${source}/${name}.csv', header = true, all_varchar = true)`;
const duckdb = await (await DuckDBInstance.create(":memory:")).connect();
await duckdb.run(`
  COPY (
    SELECT contact.*
    FROM ${table("contacts")} AS contact
    JOIN ${table("companies")} AS company ON company."Company Id" = contact."Company Id"
    LEFT JOIN (
      SELECT "Contact Id" AS contact_id, max(CAST("Held On" AS DATE)) AS last_held
      FROM ${table("interactions")}
      GROUP BY "Contact Id"
    ) AS interaction ON interaction.contact_id = contact."Contact Id"
    WHERE company."Status" = 'Active'
      OR CAST(company."Left On" AS DATE) + INTERVAL 2 YEAR >= DATE '${asOf}'
      OR interaction.last_held + INTERVAL 2 YEAR >= DATE '${asOf}'
  ) TO '${out}' (HEADER, DELIMITER ',')`);
