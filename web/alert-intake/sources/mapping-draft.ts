import type { MappingForm, MappingPreview } from "../../../server/features/alert-intake/mapping.contract.ts";
import { mappingMembers, type MappingMember } from "../../../server/features/alert-intake/mapping.rules.ts";
import { counted } from "../alert-rows.ts";

/** What is written at each member: an expression a line. */
export type MappingDraft = Readonly<Record<MappingMember, string>>;

type Item = MappingPreview["items"][number];

/** The members as a person fills them in, most telling first. */
export const memberFields: readonly { member: MappingMember; words: string; means: string }[] = [
  { member: "title", words: "Title", means: "what is wrong, in a line" },
  { member: "state", words: "State", means: "whether it fires or is over" },
  { member: "severity", words: "Severity", means: "how bad it is" },
  { member: "key", words: "Key", means: "what makes it the same one next time" },
  { member: "service", words: "Service", means: "the id of the service it is about" },
  { member: "links", words: "Links", means: "each line a web address" },
  { member: "time", words: "Time", means: "when it came to this state" },
  { member: "description", words: "Description", means: "what else helps whoever is called" },
  { member: "each", words: "Each of", means: "the list whose members are alerts of their own" },
];

/** A mapping as it is written into the fields. */
export function draftOf(mapping: MappingForm): MappingDraft {
  const lines = (member: MappingMember) => [mapping[member] ?? []].flat().map((text) => text.replace(/\s*\n\s*/g, " ").trim());
  return Object.fromEntries(mappingMembers.map((member) => [member, lines(member).join("\n")])) as MappingDraft;
}

/** The mapping that the fields hold; a member without anything in it is left out. */
export function mappingOf(draft: MappingDraft): MappingForm {
  const entries = mappingMembers.map((member) => [member, draft[member].split("\n").map((line) => line.trim()).filter(Boolean)] as const);
  return Object.fromEntries(entries.filter(([, lines]) => lines.length > 0).map(([member, lines]) => [member, lines.length === 1 ? lines[0]! : lines]));
}

/** What is wrong at a member, with the column and how to mend it; null where all of it can be read. */
export function faultWords(member: MappingMember, draft: MappingDraft, { faults }: Pick<MappingPreview, "faults">): string | null {
  const fault = faults.find((one) => one.member === member);
  if (fault === undefined) return null;
  const place = draft[member].includes("\n") ? `Line ${fault.index + 1}, column ${fault.column}` : `Column ${fault.column}`;
  return `${place}: ${fault.message} ${fault.mend}`;
}

/** What a member's expressions miss in the body, where none of them finds anything there. */
export function missingWords(member: MappingMember, { finds }: Pick<MappingPreview, "finds">): string | null {
  const own = finds.filter((one) => one.member === member);
  if (own.length === 0 || own.some(({ value }) => value !== null && value.trim() !== "")) return null;
  const missing = own.find((one) => one.missing !== null)?.missing;
  return missing === undefined || missing === null ? "It finds nothing here." : `Not in this body: ${missing}.`;
}

const given: Readonly<Record<Exclude<MappingMember, "each" | "time">, (item: Item) => string | null>> = {
  title: ({ title }) => title,
  state: ({ status }) => status,
  severity: ({ severity }) => severity,
  key: ({ key }) => key,
  service: ({ service, serviceId }) => (service === null || service === serviceId ? service : `${service}, which is no service here`),
  links: ({ links }) => links.map(({ href }) => href).join(", ") || null,
  description: ({ description }) => description,
};

/** What comes out at a member; null where nothing does. */
export function givenWords(member: MappingMember, { items, count }: Pick<MappingPreview, "items" | "count">, momentWords: (at: number) => string): string | null {
  if (member === "each") return counted(count, "alert");
  const [item] = items;
  if (item === undefined) return null;
  if (member === "time") return item.at === null ? null : momentWords(Date.parse(item.at));
  return given[member](item);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The mapping as it stands in a configuration file. */
export function mappingYaml(sourceId: string, mapping: MappingForm): string {
  const members = mappingMembers.flatMap((member) => {
    const pick = mapping[member];
    if (pick === undefined) return [];
    return typeof pick === "string" ? [`      ${member}: ${quoted(pick)}`] : [`      ${member}:`, ...pick.map((text) => `        - ${quoted(text)}`)];
  });
  return ["sources:", `  ${sourceId}:`, "    kind: mapped", ...(members.length === 0 ? [] : ["    mapping:", ...members])].join("\n");
}
