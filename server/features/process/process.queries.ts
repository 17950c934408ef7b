import type { Tx } from "../../platform/database/database.ts";
import { usualProcess, type WrittenProcess } from "./process.rules.ts";

/** The schedule of each of the roles that has one, by the process in force. */
export async function readScheduleOfRoles(tx: Tx, roleIds: readonly string[]): Promise<Map<string, string>> {
  if (roleIds.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; schedule: string }>(
    `select role ->> 'id' as id, role ->> 'schedule' as schedule
     from (select document from process_version order by version desc limit 1) as newest, jsonb_array_elements(newest.document -> 'roles') as role
     where role ->> 'id' = any($1::text[]) and role ->> 'schedule' is not null`,
    [roleIds],
  );
  return new Map(rows.map((row) => [row.id, row.schedule]));
}

/** What people call the roles, by the process in force. */
export async function readRoleNames(tx: Tx, roleIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; name: string }>(
    `select role ->> 'id' as id, role ->> 'name' as name
     from (select document from process_version order by version desc limit 1) as newest, jsonb_array_elements(newest.document -> 'roles') as role
     where role ->> 'id' = any($1::text[])`,
    [roleIds],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

export interface ProcessVersion {
  /** Null where nobody wrote a process down yet. */
  version: number | null;
  process: WrittenProcess;
}

/** The process of a version, or the one in force; where none was written the usual one. */
export async function readProcess(tx: Tx, version: number | "in force" | null): Promise<ProcessVersion> {
  if (version === null) return { version, process: usualProcess };
  const row = await tx.first<{ version: number; document: WrittenProcess }>(
    "select version, document from process_version where $1::int is null or version = $1 order by version desc limit 1",
    [version === "in force" ? null : version],
  );
  return row ? { version: row.version, process: row.document } : { version: null, process: usualProcess };
}

/** What people call the audiences that a process names. */
export async function readAudienceNames(tx: Tx): Promise<Map<string, string>> {
  return new Map((await tx.rows<{ id: string; name: string }>("select id, name from audience")).map(({ id, name }) => [id, name]));
}
