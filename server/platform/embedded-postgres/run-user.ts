import { readFile, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { StartFailure, useOwnDatabase } from "./start-failure.ts";

/** The operating system's user that PostgreSQL runs as. */
export interface RunUser {
  uid: number;
  gid: number;
  /** Every group whose rights count for this user. */
  groups: readonly number[];
  name: string;
  /** True where this very process runs as that user. */
  isSelf: boolean;
}

export interface Account {
  name: string;
  uid: number;
  gid: number;
}

export interface RunUserFacts {
  self: { uid: number; gid: number; groups: readonly number[]; name: string | null };
  accounts: readonly Account[];
  cluster: { directory: string; owner: { uid: number; gid: number } | null };
}

const root = 0;
const preferredNames = ["postgres", "nobody"];

/** Decides who runs PostgreSQL: oneself, or instead of root the cluster's owner, else `postgres`, else `nobody`. */
export function chooseRunUser(facts: RunUserFacts): RunUser {
  if (facts.self.uid !== root) return runAsSelf(facts);
  const owner = facts.cluster.owner;
  if (owner) return runAsOwner(owner, facts);
  const account = preferredNames.map((name) => findAccount(facts.accounts, name)).find((found) => found !== undefined);
  if (account) return { ...account, groups: [account.gid], isSelf: false };
  throw new StartFailure(
    "unknown-user",
    `PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody". Start as another user, ${useOwnDatabase}.`,
  );
}

function runAsSelf({ self, cluster }: RunUserFacts): RunUser {
  if (self.name === null) {
    throw new StartFailure(
      "unknown-user",
      `The user id ${self.uid} has no entry in /etc/passwd, which PostgreSQL needs. Add one, ${useOwnDatabase}.`,
    );
  }
  if (cluster.owner && cluster.owner.uid !== self.uid) {
    throw new StartFailure(
      "wrong-owner",
      `${cluster.directory} belongs to the user id ${cluster.owner.uid}, and this process runs as ${self.name} (${self.uid}). Start as the user it was made by, or name another data directory.`,
    );
  }
  return { ...self, name: self.name, isSelf: true };
}

function runAsOwner(owner: { uid: number; gid: number }, { accounts, cluster }: RunUserFacts): RunUser {
  if (owner.uid === root) {
    const name = preferredNames.find((preferred) => findAccount(accounts, preferred)) ?? "nobody";
    throw new StartFailure(
      "wrong-owner",
      `${cluster.directory} belongs to root, and PostgreSQL does not run as root. Give it to another user: chown -R ${name} ${cluster.directory}`,
    );
  }
  const name = accounts.find((account) => account.uid === owner.uid)?.name ?? `user id ${owner.uid}`;
  return { uid: owner.uid, gid: owner.gid, groups: [owner.gid], name, isSelf: false };
}

function findAccount(accounts: readonly Account[], name: string): Account | undefined {
  return accounts.find((account) => account.name === name && account.uid !== root);
}

/** Reads the lines of /etc/passwd. Negative ids, as macOS writes them, become what the kernel uses. */
export function parseAccounts(passwd: string): Account[] {
  return passwd.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    if (!name || !/^-?\d+$/.test(uid ?? "") || !/^-?\d+$/.test(gid ?? "")) return [];
    return [{ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }];
  });
}

/** Who runs PostgreSQL for the cluster in this directory, which need not exist yet. */
export async function runUserOf(clusterDirectory: string): Promise<RunUser> {
  if (!process.getuid || !process.getgid || !process.getgroups) {
    throw new StartFailure("unsupported-platform", `The built-in PostgreSQL does not run on ${process.platform}. Set DATABASE_URL to a PostgreSQL of your own.`);
  }
  return chooseRunUser({
    self: { uid: process.getuid(), gid: process.getgid(), groups: [process.getgid(), ...process.getgroups()], name: ownName() },
    accounts: parseAccounts(await readFile("/etc/passwd", "utf8").catch(() => "")),
    cluster: { directory: clusterDirectory, owner: await stat(clusterDirectory).catch(() => null) },
  });
}

function ownName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
