import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { maps } from "./generated.ts";
import type { GeneratedMap } from "./part.ts";

const root = join(import.meta.dirname, "..");

async function write({ file, source, text }: GeneratedMap): Promise<void> {
  const contents = await text(root);
  if (contents === null) return console.log(`${file}: not written, it waits for ${source}`);
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), contents);
  console.log(`${file}: written from ${source}`);
}

for (const map of maps) await write(map);
