import { Command } from "commander";
import { readSettings } from "../server/platform/config/settings.ts";
import { createLog } from "../server/platform/log/log.ts";
import { backup, rebuild, restore, verify, type Maintenance, type RowCounts, type WholeLog } from "../server/start/maintenance.ts";
import { isRefusal, type Refusal } from "../server/values/refusal.ts";
import { terminal, type Outside } from "./outside.ts";
import { heedStopSignals } from "./run.ts";
import { verifyPackFile } from "./verify-pack.ts";

/** `backup`, `restore`, `rebuild`, `verify`: what looks after the database itself, whether Muster runs or not. */
export function maintenanceVerbs(outside: Outside = terminal): Command[] {
  return [
    new Command("backup")
      .description("Write everything into one file, while Muster runs")
      .argument("<file>")
      .action((file: string) => run(outside, (to) => backup(to, file), ({ file: path, takenAt, bytes, ...summary }) => `${path} (${wordSize(bytes)}) holds ${wordRows(summary)} as of ${takenAt}.`)),
    new Command("restore")
      .description("Fill an empty database from a backup; paging is held until an administrator confirms")
      .argument("<file>")
      .action((file: string) => run(outside, (to) => restore(to, file), wordRestored)),
    new Command("rebuild")
      .description("Make the read tables again from the log")
      .action(() => run(outside, (to) => rebuild(to), ({ events, streams }) => `Made again from ${events} events of ${streams} streams.`)),
    new Command("verify")
      .description("Check that nobody changed the log; or, of a file, that it is a true evidence pack: without a server and without a database")
      .argument("[pack]", "an evidence pack")
      .option("--key <file or hex>", "the public key of the installation that made the pack")
      .option("--checkpoint <file>", "a checkpoint that was kept elsewhere; may be given more than once", (file, before: string[]) => [...before, file], [])
      .option("--save <file>", "write the newest checkpoint into a file, to be kept elsewhere")
      .action((pack: string | undefined, options: VerifyOptions) => (pack === undefined ? verifyDatabase(options, outside) : verifyFile(pack, options, outside))),
  ];
}

interface VerifyOptions {
  key?: string;
  checkpoint: string[];
  save?: string;
}

async function verifyDatabase({ key, checkpoint, save }: VerifyOptions, outside: Outside): Promise<void> {
  if (key !== undefined) return complain(outside, "A key is for a pack: muster verify PACK --key KEY. The log is held against the key of this installation.");
  const saveTo = save ?? null;
  await run(outside, (to) => verify(to, { kept: checkpoint, saveTo }), (whole) => wordWhole(whole, checkpoint.length, saveTo));
}

async function verifyFile(pack: string, { key, checkpoint, save }: VerifyOptions, outside: Outside): Promise<void> {
  if (save !== undefined) return complain(outside, "A pack holds no newest checkpoint to save: --save is for the log.");
  process.exitCode = await verifyPackFile(pack, { key: key ?? null, kept: checkpoint }, outside);
}

function complain(outside: Outside, words: string): void {
  outside.complain(words);
  process.exitCode = 1;
}

interface Loaded {
  rows: number;
  counts: RowCounts;
}

function wordRestored({ takenAt, ...summary }: Loaded & { takenAt: string }): string {
  return [
    `Restored ${wordRows(summary)} as of ${takenAt}.`,
    "The key is not in a backup: before you start, put the file `secret` of the old data directory into the new one, or give it in MUSTER_SECRET.",
    "Paging is held until an administrator confirms it under Settings, Health.",
  ].join("\n");
}

const mostNamed = 6;

function wordRows({ rows, counts }: Loaded): string {
  const named = [...counts].sort(([, a], [, b]) => b - a).slice(0, mostNamed).map(([table, count]) => `${table} ${count}`);
  const more = counts.size > named.length ? [`${counts.size - named.length} more`] : [];
  return `${rows} rows in ${counts.size} tables (${[...named, ...more].join(", ")})`;
}

function wordSize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function wordWhole({ events, newest }: WholeLog, kept: number, saveTo: string | null): string {
  const whole = `The log is whole: ${events} events, ${newest?.eventCount ?? 0} of them under a signed checkpoint.`;
  const fits = kept === 0 ? "" : ` It fits the ${kept === 1 ? "checkpoint" : `${kept} checkpoints`} you kept.`;
  return `${whole}${fits}${saveTo === null ? "" : ` The newest checkpoint is in ${saveTo}: keep it where nobody who can change this database can write.`}`;
}

async function run<T extends object>(outside: Outside, work: (to: Maintenance) => Promise<T | Refusal>, tell: (outcome: T) => string): Promise<void> {
  const progress = (line: string) => outside.complain(line);
  const outcome = await work({ settings: readSettings(outside.environment), log: createLog("warn"), progress, heedStopSignals });
  if (isRefusal(outcome)) complain(outside, outcome.reason);
  else outside.say(tell(outcome));
}
