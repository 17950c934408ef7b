import { z } from "zod";
import { listOf, quiet } from "../../platform/config-document/document-schemas.ts";
import type { Finding } from "../../platform/config-document/problem.ts";
import { section } from "../../platform/config-document/section.ts";
import { durationOrNone, email, id, phone, url, zone } from "../../platform/schemas/forms.ts";
import { nearest } from "../../platform/schemas/nearest.ts";
import { line } from "../../platform/schemas/text.ts";
import { wrongForm } from "../../platform/schemas/wrong-form.ts";

/** One means of reaching a person. */
export const contactSchema = z.union([
  z.strictObject({ email }),
  z.strictObject({ sms: phone }),
  z.strictObject({ voice: phone }),
  z.strictObject({ ntfy: url }),
  z.strictObject({ webhook: url }),
]);

export type Contact = z.output<typeof contactSchema>;

const attempt = z.strictObject({ contact: id, after: quiet(durationOrNone, "0s") });
const attempts = quiet(listOf(attempt), []);

/** Without an attempt for an urgency, the e-mail address serves; without a zone, the organization's. */
export const personSchema = z
  .strictObject({
    name: line(),
    email,
    timezone: zone.optional(),
    contacts: quiet(z.record(id, contactSchema), {}),
    notify: quiet(z.strictObject({ high: attempts, low: attempts }), { high: [], low: [] }),
  })
  .superRefine(({ contacts, notify }, context) => {
    const known = Object.keys(contacts);
    for (const urgency of ["high", "low"] as const) {
      notify[urgency].forEach(({ contact }, index) => {
        if (known.includes(contact)) return;
        context.addIssue({ code: "custom", path: ["notify", urgency, index, "contact"], message: noSuchContact(contact, known) });
      });
    }
  });

export type PersonEntry = z.output<typeof personSchema>;

export const peopleSection = section({ name: "people", shape: "map", noun: "person", schema: personSchema, check: findSharedAddresses });

function noSuchContact(contact: string, known: readonly string[]): string {
  const guess = nearest(contact, known);
  const mend = guess ? `Did you mean \`${guess}\`?` : "Write it under `contacts`.";
  return wrongForm(`This person has no contact \`${contact}\`.`, mend);
}

/** An address says who somebody is: it signs a person in, and mail that comes in is theirs. */
function findSharedAddresses(people: Record<string, PersonEntry>): Finding[] {
  const owners = new Map<string, string>();
  return Object.entries(people).flatMap(([person, entry]) => {
    const address = entry.email.toLowerCase();
    const owner = owners.get(address);
    owners.set(address, owner ?? person);
    if (owner === undefined) return [];
    return [{ path: ["people", person, "email"], message: `\`${owner}\` has this address too.`, mend: "Give each person an address of their own." }];
  });
}
