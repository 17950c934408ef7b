import { z } from "zod";
import { distinct, listOf, mapBy, oneOrMany, orderedMap, quiet, reference, target } from "../../platform/config-document/document-schemas.ts";
import { duration, id } from "../../platform/schemas/forms.ts";
import { line, word } from "../../platform/schemas/text.ts";

/** A part to play in an incident. Not required or not held, it falls to the role it combines into, else to the commander. */
export const roleSchema = z.strictObject({
  name: line(),
  area: id.optional(),
  skills: quiet(listOf(line(500)), []),
  duties: quiet(listOf(line(500)), []),
  schedule: reference("schedules").optional(),
  default: word(["first-paged", "muster"]).optional(),
  deputyOf: reference("roles").optional(),
  combinesInto: reference("roles").optional(),
  mayChangeProduction: quiet(z.boolean(), false),
  many: quiet(z.boolean(), false),
});

export type RoleEntry = z.output<typeof roleSchema>;

export const rolesSchema = orderedMap(roleSchema, "roles");

/** Who owes whom news, and how often: a role by its id, or `audience/<id>`; without severities in every incident. */
export const owedUpdateSchema = z.strictObject({
  from: reference("roles"),
  to: oneOrMany(target({ audience: "audiences" }, { bare: "roles" })),
  every: duration,
  severities: distinct(reference("severities")).optional(),
  align: word(["hour"]).optional(),
});

export type OwedUpdateEntry = z.output<typeof owedUpdateSchema>;

/** How long a role is held at most, and how long before that the handover begins. */
export const reliefSchema = z.strictObject({
  roles: mapBy("roles", duration, ["default"]).default({}),
  handoff: duration.default("30m"),
});
