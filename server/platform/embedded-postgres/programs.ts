import { execFile, type ExecFileOptions } from "node:child_process";
import { promisify } from "node:util";
import type { RunUser } from "./run-user.ts";

/** The programs of PostgreSQL as the run user can start them. */
export interface Programs {
  directory: string;
  environment: Readonly<Record<string, string>>;
}

export interface InstalledPrograms extends Programs {
  majorVersion: string;
}

export interface Outcome {
  succeeded: boolean;
  output: string;
}

/** The identity to start a child with: none where this process already has it. */
export function identityOf(user: RunUser): { uid?: number; gid?: number } {
  return user.isSelf ? {} : { uid: user.uid, gid: user.gid };
}

const executed = promisify(execFile);

/** Runs one program to its end as the run user. */
export async function run(programs: Programs, user: RunUser, name: string, values: readonly string[]): Promise<Outcome> {
  const options: ExecFileOptions = { ...identityOf(user), cwd: "/", env: { ...programs.environment } };
  try {
    const { stdout } = await executed(`${programs.directory}/${name}`, values, options);
    return { succeeded: true, output: String(stdout).trim() };
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    return { succeeded: false, output: stderr?.trim() || message };
  }
}
