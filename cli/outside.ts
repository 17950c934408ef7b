/** What a verb knows of where it runs: the terminal, the environment, the files. */
export interface Outside {
  environment: Readonly<Record<string, string | undefined>>;
  say(line: string): void;
  complain(line: string): void;
}

export const terminal: Outside = {
  environment: process.env,
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
};
