import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { programOptions } from "../program.build.ts";

// What runs TypeScript from its source names every function that is made, which costs more than much of what is measured here.
const [name = ""] = process.argv.slice(2);
const outfile = join("dist", "benchmarks", `${name}.mjs`);
await build({ ...programOptions, entryPoints: [join("benchmarks", `${name}.ts`)], outfile });
spawn(process.execPath, ["--enable-source-maps", outfile], { stdio: "inherit" }).on("exit", (code) => process.exit(code ?? 1));
