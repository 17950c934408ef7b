import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { packFileName } from "../server/features/adherence/pack-story.rules.ts";
import type { EvidencePack } from "../server/platform/event-log/evidence-pack.ts";
import { apiVerb, connect, type ConnectionOptions } from "./api-client.ts";
import type { Outside } from "./outside.ts";
import { readKept } from "./verify-pack.ts";

export interface EvidenceOptions extends ConnectionOptions {
  format?: string;
  output?: string;
  from?: string;
  to?: string;
  checkpoint?: string;
}

/** `muster evidence INC-12`: takes the evidence of an incident, or of a period. */
export function evidenceVerb(): Command {
  return apiVerb<EvidenceOptions>("evidence", (options, outside, [ref]) => takeEvidence(ref ?? null, options, outside))
    .description("Take the signed evidence of an incident, or of a period with --from and --to")
    .argument("[ref]", "the incident, such as INC-12")
    .option("--from <time>", "incidents declared from here on, such as 2026-10-01T00:00:00Z")
    .option("--to <time>", "and before here")
    .option("--format <format>", "json (verified by `muster verify`), markdown or html (to read and to print)", "json")
    .option("--checkpoint <file>", "a checkpoint that you kept: the pack then shows that the log only grew since")
    .option("--output <file>", "where it goes; by itself into a file named after what it is of");
}

/** Writes the evidence into a file and says what it holds. Gives the exit code. */
export async function takeEvidence(ref: string | null, options: EvidenceOptions, outside: Outside): Promise<number> {
  const { format = "json", from, to, checkpoint } = options;
  const isPeriod = from !== undefined && to !== undefined;
  if ((ref === null) !== isPeriod) return complain(outside, "Name an incident, such as INC-12, or a period with --from and --to.");
  try {
    const kept = checkpoint === undefined ? null : await readKept(checkpoint);
    const query = new URLSearchParams({ format, ...(isPeriod ? { from, to } : {}), ...(kept ? { checkpoint: String(kept.eventCount) } : {}) });
    const path = isPeriod ? "/api/v1/evidence-packs" : `/api/v1/incidents/${encodeURIComponent(ref ?? "")}/evidence-pack`;
    const text = await connect(options, outside).call({ method: "GET", path: `${path}?${query.toString()}` });
    const file = options.output ?? fileFor(ref ?? `${from?.slice(0, 10)}-to-${to?.slice(0, 10)}`, format);
    await writeFile(file, text);
    for (const sentence of format === "json" ? wordPack(file, JSON.parse(text) as EvidencePack) : [`${file} is written.`]) outside.say(sentence);
    return 0;
  } catch (error) {
    return complain(outside, (error as Error).message);
  }
}

const endings: Readonly<Record<string, string>> = { markdown: ".md", html: ".html" };

function fileFor(name: string, format: string): string {
  return packFileName(name).replace(/\.json$/, endings[format] ?? ".json");
}

function wordPack(file: string, { streams }: EvidencePack): string[] {
  const events = streams.flatMap((stream) => stream.events);
  const newer = events.filter(({ leaf }) => leaf === null).length;
  return [
    `${file} holds ${events.length} events of ${streams.length} streams.`,
    ...(newer === 0 ? [] : [`${newer} of them ${newer === 1 ? "is" : "are"} newer than the newest checkpoint, which is made now: take it again in a minute and all lie under one.`]),
    `Check it anywhere: muster verify ${file} --key KEY`,
  ];
}

function complain(outside: Outside, words: string): number {
  outside.complain(words);
  return 1;
}
