import { appendFileSync, cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plainEnvironment, startChild } from "../fakes/processes/child.ts";
import { projectFolder } from "../fakes/processes/program.ts";
import { temporaryFolder } from "../fakes/processes/temporary-folder.ts";

const presets = "server/features/alert-intake/presets";

/** What is installed, with a folder of presets of its own. */
function installed(): string {
  const folder = temporaryFolder("installed");
  mkdirSync(join(folder, "dist"));
  for (const path of ["package.json", "bin", "dist/muster.mjs", presets]) cpSync(join(projectFolder, path), join(folder, path), { recursive: true });
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  return folder;
}

describe("A preset's file that somebody broke", () => {
  it("is named when Muster starts, with what is wrong, and Muster does not run", async () => {
    const folder = installed();
    appendFileSync(join(folder, presets, "zabbix.yaml"), "\nsurprise: true\n");
    const env = { ...plainEnvironment(), DATABASE_URL: "postgres://127.0.0.1:1/nowhere", MUSTER_PORT: "0" };
    const child = await startChild(process.execPath, [join(folder, "bin/muster.mjs"), "serve"], { name: "Muster", env, folder });
    expect((await child.ended).code).toBe(1);
    const words = child.lines.items.join("\n");
    expect(words).toMatch(/Mend these files, or bring them back from where Muster came from/);
    expect(words).toMatch(/zabbix\.yaml: surprise is not known here/);
  });
});
