import { z } from "zod";
import { distinct, listOf, reference } from "../../platform/config-document/document-schemas.ts";
import type { Finding } from "../../platform/config-document/problem.ts";
import { section } from "../../platform/config-document/section.ts";
import { form, line, text } from "../../platform/schemas/text.ts";

const path = form("the address of a status page", "Write /status/ and a name of small letters, digits and -.", (value) => /^\/status\/[a-z0-9][a-z0-9-]{0,62}$/.test(value));

/** Without a path, the page's id names it. */
export const statusPageSchema = z.strictObject({
  title: line(),
  path: path.optional(),
  components: listOf(z.strictObject({ name: line(), description: text(1_000).optional(), services: distinct(reference("services")).default([]) })).default([]),
});

export type StatusPageEntry = z.output<typeof statusPageSchema>;

export const statusPagesSection = section({ name: "statusPages", shape: "map", noun: "status page", schema: statusPageSchema, check: findSharedPaths });

function findSharedPaths(pages: Record<string, StatusPageEntry>): Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(pages).flatMap(([page, entry]) => {
    const address = entry.path ?? `/status/${page}`;
    const owner = owners.get(address);
    owners.set(address, owner ?? page);
    return owner === undefined ? [] : [{ path: ["statusPages", page, "path"], message: `\`${owner}\` has the address ${address} too.`, mend: "Give each page an address of its own." }];
  });
}
