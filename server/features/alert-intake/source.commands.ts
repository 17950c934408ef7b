import type { Configuration } from "../../platform/config-document/configuration.ts";
import { lockConfiguration } from "../../platform/config-document/configuration-apply.ts";
import { putEntry, readEntry } from "../../platform/config-document/configuration-entries.ts";
import type { Tx } from "../../platform/database/database.ts";
import { hashSecret, newSecret } from "../../platform/ids/ids.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import type { Mapping } from "./mapping.rules.ts";
import type { SourceWish } from "./source.contract.ts";
import { readListedSource, type ListedSourceRow } from "./source.queries.ts";

export interface SourceWithNewKey {
  row: ListedSourceRow;
  /** Shown once; only its hash is kept. */
  key: string;
}

const section = "sources";
const noSource = refuse("source.not-found", "There is no such source.");

/** Why the words of a source cannot be mapped. */
export const notMapped = refuse("source.not-mapped", "This kind of source is read by its tool's own words. Only sources of the kinds mapped and json are read by a mapping.");

/** Whether the bodies of a kind of source can be read by a mapping. */
export function isMapped(kind: string): boolean {
  return kind === "mapped" || kind === "json";
}

/** Makes a source with a key of its own. It is judged like one in a file. */
export async function makeSource(tx: Tx, configuration: Configuration, caller: Caller, { id, ...wish }: SourceWish): Promise<SourceWithNewKey | Refusal> {
  await lockConfiguration(tx);
  if (await readListedSource(tx, id)) {
    return refuse("source.exists", `There is a source \`${id}\` already.`, { errors: [{ path: "id", message: "Another source has this id.", mend: "Choose another one." }] });
  }
  return putSource(tx, configuration, { id, caller, form: wish });
}

/** Gives a source another key; the old one is refused from then on. */
export async function rotateKey(tx: Tx, configuration: Configuration, caller: Caller, id: string): Promise<SourceWithNewKey | Refusal> {
  await lockConfiguration(tx);
  const stored = await readEntry(tx, configuration, section, id);
  return isRefusal(stored) ? noSource : putSource(tx, configuration, { id, caller, form: stored.entry as { kind: string } });
}

/** Keeps the mapping that a source is read by. One of plain JSON becomes one of the kind mapped: it keeps its address and its key. */
export async function keepMapping(tx: Tx, configuration: Configuration, caller: Caller, { id, mapping }: { id: string; mapping: Mapping }): Promise<ListedSourceRow | Refusal> {
  await lockConfiguration(tx);
  const stored = await readEntry(tx, configuration, section, id);
  if (isRefusal(stored)) return noSource;
  const { mapping: _mapping, ...form } = stored.entry as { kind: string; mapping?: unknown };
  if (!isMapped(form.kind)) return notMapped;
  const changes = await putEntry(tx, configuration, { section, id, caller, isPlan: false }, { ...form, kind: "mapped", ...(Object.keys(mapping).length === 0 ? {} : { mapping }) });
  if (isRefusal(changes)) return withOwnPaths(changes, `${section}.${id}.`);
  return (await readListedSource(tx, id)) ?? noSource;
}

interface PutSource {
  id: string;
  caller: Caller;
  form: { kind: string };
}

async function putSource(tx: Tx, configuration: Configuration, { id, caller, form }: PutSource): Promise<SourceWithNewKey | Refusal> {
  const key = newKeyFor(form.kind, id);
  if (isRefusal(key)) return key;
  const changes = await putEntry(tx, configuration, { section, id, caller, isPlan: false }, { ...form, key });
  if (isRefusal(changes)) return withOwnPaths(changes, `${section}.${id}.`);
  const row = await readListedSource(tx, id);
  if (!row) throw new Error("A source was written and not found.");
  return { row, key };
}

const longestBox = 64;
const mailKey = { usual: 24, least: 16 };

/** PagerDuty's senders take exactly 32 letters and digits; what stands before the @ of a mail address has at most 64 octets (RFC 5321, 4.5.3.1.1), and not every sender keeps its capitals. */
function newKeyFor(kind: string, id: string): string | Refusal {
  if (kind === "pagerduty-events-v2") return smallKey(32);
  if (kind !== "email") return newSecret();
  const room = longestBox - id.length - 1;
  return room < mailKey.least ? tooLongForMail : smallKey(Math.min(room, mailKey.usual));
}

const tooLongForMail = refuse("source.invalid", "The id is too long for a mail address.", {
  errors: [{ path: "id", message: "With its key it does not fit before the @ of a mail address.", mend: `Choose one of at most ${longestBox - 1 - mailKey.least} characters.` }],
});

function smallKey(length: number): string {
  return hashSecret(newSecret()).toString("hex").slice(0, length);
}

/** Whoever fills in a form finds the members as they are called there. */
function withOwnPaths(refusal: Refusal, prefix: string): Refusal {
  const errors = refusal.details?.["errors"];
  if (!Array.isArray(errors)) return refusal;
  const own = (errors as { path: string }[]).map((error) => ({ ...error, path: error.path.startsWith(prefix) ? error.path.slice(prefix.length) : error.path }));
  return refuse(refusal.code, refusal.reason, { ...refusal.details, errors: own });
}
