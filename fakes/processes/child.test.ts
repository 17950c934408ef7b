import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { plainEnvironment, startChild } from "./child.ts";
import { projectFolder } from "./program.ts";

const forever = "setInterval(() => undefined, 1_000)";
const options = { name: "child", env: plainEnvironment(), folder: projectFolder };

describe("a child process", () => {
  it("is asked to end, and killed when it does not", async () => {
    const deaf = await startChild(process.execPath, ["-e", `process.on("SIGTERM", () => {}); ${forever}; console.log("deaf")`], options);
    await deaf.lines.waitFor((line) => line === "deaf", 10_000, String);
    expect(await deaf.end(50)).toEqual({ code: null, signal: "SIGKILL" });
    expect(deaf.isAlive()).toBe(false);
  });

  it("ends when asked, even frozen", async () => {
    const child = await startChild(process.execPath, ["-e", `${forever}; console.log("up")`], options);
    await child.lines.waitFor((line) => line === "up", 10_000, String);
    child.signal("SIGSTOP");
    expect(await child.end()).toEqual({ code: null, signal: "SIGTERM" });
  });

  it("dies with the process that started it, even when that one is killed", { timeout: 30_000 }, async () => {
    const start = `import { startChild } from "./fakes/processes/child.ts";
      const child = await startChild(process.execPath, ["-e", "${forever}"], { name: "inner", env: process.env });
      console.log(child.pid); ${forever}`;
    const outer = await startChild(process.execPath, ["--import", "tsx", "--input-type=module", "-e", start], options);
    const inner = await outer.lines.waitFor((line) => /^\d+$/.test(line), 15_000, (lines) => lines.join("\n"));
    expect(isRunning(inner)).toBe(true);
    outer.signal("SIGKILL");
    await outer.ended;
    await expect.poll(() => isRunning(inner), { timeout: 5_000 }).toBe(false);
  });

  it("says when its program does not exist", async () => {
    await expect(startChild("/nowhere/program", [], options)).rejects.toThrow(/ENOENT/);
  });
});

function isRunning(pid: string): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", pid], { encoding: "utf8" });
  // A dead process that nobody has asked about yet is still listed, as Z.
  return /^[^Z\s]/.test(stdout);
}
