import type { Configuration } from "../../platform/config-document/configuration.ts";
import { lockConfiguration } from "../../platform/config-document/configuration-apply.ts";
import { putEntry, readEntry } from "../../platform/config-document/configuration-entries.ts";
import type { Tx } from "../../platform/database/database.ts";
import { hashSecret, newSecret } from "../../platform/ids/ids.ts";
import type { Caller } from "../../values/permission.ts";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import type { SourceWish } from "./source.contract.ts";
import { readListedSource, type ListedSourceRow } from "./source.queries.ts";

export interface SourceWithNewKey {
  row: ListedSourceRow;
  /** Shown once; only its hash is kept. */
  key: string;
}

const section = "sources";

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
  return isRefusal(stored) ? refuse("source.not-found", "There is no such source.") : putSource(tx, configuration, { id, caller, form: stored.entry as { kind: string } });
}

interface PutSource {
  id: string;
  caller: Caller;
  form: { kind: string };
}

async function putSource(tx: Tx, configuration: Configuration, { id, caller, form }: PutSource): Promise<SourceWithNewKey | Refusal> {
  const key = newKeyFor(form.kind);
  const changes = await putEntry(tx, configuration, { section, id, caller, isPlan: false }, { ...form, key });
  if (isRefusal(changes)) return withOwnPaths(changes, `${section}.${id}.`);
  const row = await readListedSource(tx, id);
  if (!row) throw new Error("A source was written and not found.");
  return { row, key };
}

/** PagerDuty's senders take exactly 32 letters and digits. */
function newKeyFor(kind: string): string {
  return kind === "pagerduty-events-v2" ? hashSecret(newSecret()).toString("hex").slice(0, 32) : newSecret();
}

/** Whoever fills in a form finds the members as they are called there. */
function withOwnPaths(refusal: Refusal, prefix: string): Refusal {
  const errors = refusal.details?.["errors"];
  if (!Array.isArray(errors)) return refusal;
  const own = (errors as { path: string }[]).map((error) => ({ ...error, path: error.path.startsWith(prefix) ? error.path.slice(prefix.length) : error.path }));
  return refuse(refusal.code, refusal.reason, { ...refusal.details, errors: own });
}
