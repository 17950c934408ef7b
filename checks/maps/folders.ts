import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { generatedFrom, markdownTable, type GeneratedMap } from "../part.ts";

const passedOver = new Set(["node_modules", "dist", "data", "coverage"]);

/** Which folder holds what: the first line of each README. */
export const foldersMap: GeneratedMap = {
  file: "docs/generated/folders.md",
  source: "README.md files",
  async text(root) {
    const readmes = await readmesBelow(root);
    if (readmes.length === 0) return null;
    const rows = await Promise.all(readmes.map((file) => asRow(root, file)));
    const source = "the first line of each README";
    return `# Folders\n\n${generatedFrom(source)}\n\n${markdownTable(["folder", "what it holds"], rows)}\n`;
  },
};

async function readmesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !passedOver.has(entry.name));
  const below = await Promise.all(folders.map(({ name }) => readmesBelow(join(folder, name))));
  const here = entries.some((entry) => entry.name === "README.md") ? [join(folder, "README.md")] : [];
  return [...here, ...below.flat()].sort();
}

async function asRow(root: string, file: string): Promise<string[]> {
  const [first = ""] = (await readFile(file, "utf8")).split("\n", 1);
  const path = relative(root, file);
  const folder = dirname(path) === "." ? "(root)" : `${dirname(path)}/`;
  return [`[${folder}](../../${path})`, first.replace(/^#+\s*/, "")];
}
