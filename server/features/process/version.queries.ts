import type { Tx } from "../../platform/database/database.ts";
import type { Actor } from "../../values/actor.ts";
import type { Instant } from "../../values/instant.ts";
import type { ProcessEntry } from "./process.document.ts";

export interface VersionRow {
  version: number;
  published_at: Instant;
  published_by: Actor;
  is_from_file: boolean;
  reason: string | null;
  answers: readonly KeptAnswer[];
}

/** What was answered to a finding that was open as a version was published. */
export interface KeptAnswer {
  finding: string;
  sentence: string;
  answer: string;
  by: string | null;
}

const columns = "version, published_at, published_by, is_from_file, reason, answers";

/** Versions, the newest first, from one on downwards. */
export async function readVersions(tx: Tx, limit: number, below: number | null): Promise<VersionRow[]> {
  return tx.rows<VersionRow>(`select ${columns} from process_version where $2::int is null or version < $2 order by version desc limit $1`, [limit, below]);
}

/** One version with its document; the newest where none is named. */
export async function readVersion(tx: Tx, version: number | null): Promise<(VersionRow & { document: ProcessEntry }) | null> {
  return tx.first(`select ${columns}, document from process_version where $1::int is null or version = $1 order by version desc limit 1`, [version]);
}

/** Keeps why a version came. */
export async function noteReason(tx: Tx, version: number, reason: string, answers: readonly KeptAnswer[]): Promise<void> {
  await tx.run("update process_version set reason = $2, answers = $3 where version = $1", [version, reason, JSON.stringify(answers)]);
}
