import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { condition } from "../../platform/config-document/document-schemas.ts";
import { formFindings } from "../../platform/config-document/form-findings.ts";
import { pathText } from "../../platform/config-document/path.ts";
import { packageRoot } from "../../platform/package/package-root.ts";
import { line, text, word } from "../../platform/schemas/text.ts";
import { wrongForm } from "../../platform/schemas/wrong-form.ts";
import { mappingSchema } from "./mapping.document.ts";
import { payloadNames } from "./mapping.rules.ts";
import type { Preset } from "./preset.rules.ts";
import { severities } from "./signal.rules.ts";

const statusWord = word(["firing", "resolved", "acknowledged", "suppressed"]);
const severityWord = word(severities);
const smallWord = z.string().refine((own) => own === own.trim().toLowerCase(), { error: wrongForm("A tool's word is held against others in small letters.", "Write it in small letters.") });

const ignored = z.strictObject({ when: condition(payloadNames), note: line(), test: z.boolean().default(false) });

const words = z.strictObject({
  state: z.record(smallWord, statusWord).default({}),
  severity: z.record(smallWord, severityWord).default({}),
});

const expectedSignal = z.strictObject({
  title: line(1_024),
  status: statusWord,
  severity: severityWord,
  key: line(1_024),
  at: z.iso.datetime().nullish(),
  links: z.array(line(2_000)).optional(),
  service: line().optional(),
});

const sample = z.strictObject({
  body: z.json(),
  headers: z.record(z.string(), z.string()).default({}),
  expect: z.union([expectedSignal, z.array(expectedSignal).min(2), z.strictObject({ signals: z.literal(0), note: line() })]),
});

const presetSchema = z.strictObject({
  name: line(),
  where: z.array(text(4_000)).min(3).max(6).refine((steps) => steps.some((step) => step.includes("{{address}}")), { error: wrongForm("No step says where the address is pasted.", "Write {{address}} into one of them.") }),
  mapping: mappingSchema,
  ignore: z.array(ignored).default([]),
  words: words.default({ state: {}, severity: {} }),
  samples: z.array(sample).min(1),
});

/** A preset as its file has it: with what must come out of a few of the tool's payloads. */
export interface PresetFile extends Preset {
  samples: readonly z.output<typeof sample>[];
}

/** Reads a preset as it stands in its file; throws, naming the file and the member, where something is wrong. */
export function readPreset(file: string, source: string): PresetFile {
  const value = parseYaml(file, source);
  const { success, data, error } = presetSchema.safeParse(value);
  if (success) return data;
  const findings = formFindings(error.issues, value, []).map(({ path, message, mend }) => `${pathText(path)}: ${message} ${mend}`);
  const unknown = error.issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys.map((key) => `${pathText([...issue.path.map(String), key])} is not known here.`) : []));
  throw new Error(`${file}: ${[...findings, ...unknown].join("; ")}`);
}

function parseYaml(file: string, source: string): unknown {
  try {
    return parse(source) as unknown;
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message.trim()}`, { cause: error });
  }
}

const folder = join(packageRoot, "server", "features", "alert-intake", "presets");

/** The ids of the tools that Muster can read as they are: the names of the files beside the program. */
export const presetIds: readonly string[] = idsIn(folder);

function idsIn(place: string): string[] {
  return readdirSync(place).filter((file) => file.endsWith(".yaml")).map((file) => file.replace(/\.yaml$/, "")).sort();
}

/** The presets of a folder, by their ids; throws one error that names each broken file, and the mend. */
export function readPresetFolder(place: string): ReadonlyMap<string, PresetFile> {
  const problems: string[] = [];
  const presets = new Map<string, PresetFile>();
  for (const id of idsIn(place)) {
    try {
      presets.set(id, readPreset(`${id}.yaml`, readFileSync(join(place, `${id}.yaml`), "utf8")));
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  if (problems.length > 0) throw new Error(`Presets in ${place} cannot be read. Mend these files, or bring them back from where Muster came from:\n${problems.join("\n")}`);
  return presets;
}

let known: ReadonlyMap<string, PresetFile> | null = null;

/** The tools that Muster can read as they are, by their ids. The files are read once: at start, so that a broken one is told before the first alert comes. */
export function readPresets(): ReadonlyMap<string, PresetFile> {
  known ??= readPresetFolder(folder);
  return known;
}
