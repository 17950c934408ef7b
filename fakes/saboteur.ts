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
export async function buildSaboteur(name: string, sabotage: Sabotage, program = "cli/muster.ts"): Promise<string> {
  const outfile = join(projectFolder, "dist", "saboteurs", `${name}.mjs`);
  let isPlanted = false;
  await build({
    entryPoints: [join(projectFolder, program)],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile,
    logLevel: "silent",
    plugins: [
      {
        name: "saboteur",
        setup: ({ onLoad }) => {
          onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            if (!path.endsWith(sabotage.file)) return null;
            const text = await readFile(path, "utf8");
            isPlanted = text.includes(sabotage.from);
            return { contents: text.replace(sabotage.from, sabotage.to), loader: "ts" };
          });
        },
      },
    ],
  });
  if (!isPlanted) throw new Error(`The fault of ${name} found no place in ${sabotage.file}.`);
  return outfile;
}
