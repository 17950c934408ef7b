import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { projectFolder } from "./processes/program.ts";

/** One planted fault: in the file that ends so, this text in the place of that one. */
export interface Sabotage {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Builds a program, the product unless another is named, with a fault planted in it; gives its script. Throws where the fault found no place to be planted. */
export function buildSaboteur(name: string, sabotage: Sabotage, program?: string): Promise<string> {
  return buildChanged(name, planter(name, [sabotage]), { program });
}

/** Changes the text of a source file, given by its path; gives it unchanged where there is nothing to change. */
export interface SourceChange {
  (path: string, text: string): string;
  /** Asked once all files were read: why the program is not what was wanted, or null. */
  complaint?(): string | null;
}

/** Plants all of these; complains of those that found no place. */
export function planter(name: string, sabotages: readonly Sabotage[]): SourceChange {
  const planted = new Set<Sabotage>();
  const change = (path: string, text: string) =>
    sabotages.reduce((changed, sabotage) => {
      const { file, from, to } = sabotage;
      if (!path.endsWith(file) || !changed.includes(from)) return changed;
      planted.add(sabotage);
      return changed.replace(from, () => to);
    }, text);
  const complaint = () => {
    const missed = sabotages.find((sabotage) => !planted.has(sabotage));
    return missed ? `The fault of ${name} found no place in ${missed.file}.` : null;
  };
  return Object.assign(change, { complaint });
}

/** Builds a program, the product unless another is named, from sources that are changed on the way; what the files of `inject` export every source may use. Gives its script. */
export async function buildChanged(name: string, change: SourceChange, { program = "cli/muster.ts", inject = [] }: { program?: string | undefined; inject?: string[] } = {}): Promise<string> {
  const outfile = join(projectFolder, "dist", "saboteurs", `${name}.mjs`);
  await build({
    entryPoints: [join(projectFolder, program)],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile,
    inject,
    logLevel: "silent",
    plugins: [
      {
        name: "saboteur",
        setup: ({ onLoad }) => {
          onLoad({ filter: /\.ts$/ }, async ({ path }) => ({ contents: change(path, await readFile(path, "utf8")), loader: "ts" }));
        },
      },
    ],
  });
  const complaint = change.complaint?.() ?? null;
  if (complaint !== null) throw new Error(complaint);
  return outfile;
}
