import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeAtEnd } from "./reaper.ts";

let root: string | undefined;

/** Makes a folder that is gone when this process ends, however it ends, or before that by `removeTemporaryFolder`. */
export function temporaryFolder(name: string): string {
  root ??= makeRoot();
  return mkdtempSync(join(root, `${name}-`));
}

export function removeTemporaryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function makeRoot(): string {
  const folder = mkdtempSync(join(tmpdir(), "muster-fakes-"));
  removeAtEnd(folder);
  return folder;
}
