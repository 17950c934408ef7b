import { chmod, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isRefusal } from "../../values/refusal.ts";
import { chooseDataDirectory, decideDataDirectory, type DataDirectoryFacts } from "./data-directory.ts";
import { closedDirectoryAbove, maySearch, openDirectory } from "./directory-access.ts";
import type { RunUser } from "./run-user.ts";
import { StartFailure } from "./start-failure.ts";
import { isRoot } from "./server.fixture.ts";

const open = { named: null, usual: null, rootsOwn: null };

function decide(changes: Partial<DataDirectoryFacts>) {
  return decideDataDirectory({ named: null, usual: "/root/muster/data", isRoot: true, runUserName: "nobody", closedAbove: open, ...changes });
}

describe("decideDataDirectory", () => {
  it("takes ./data where it can be reached", () => {
    expect(decide({ usual: "/srv/muster/data" })).toEqual({ directory: "/srv/muster/data", notice: null });
  });

  it("takes the one named by hand where it can be reached", () => {
    const closedAbove = { ...open, usual: "/root" };
    expect(decide({ named: "/srv/elsewhere", closedAbove })).toEqual({ directory: "/srv/elsewhere", notice: null });
  });

  it("refuses a closed one named by hand, by name, and says how to mend it", () => {
    const refusal = decide({ named: "/root/mine", closedAbove: { ...open, named: "/root" } });
    expect(refusal).toMatchObject({
      code: "data-directory-closed",
      reason:
        'The data directory /root/mine lies below /root, which is closed to the user "nobody" that PostgreSQL runs as. Set MUSTER_DATA to a directory outside /root, or open it: chmod o+x /root',
    });
  });

  it("gives root a place of its own where ./data lies below a closed directory, and says so", () => {
    expect(decide({ closedAbove: { ...open, usual: "/root" } })).toEqual({
      directory: "/var/lib/muster",
      notice:
        'The data lies in /var/lib/muster: /root/muster/data is below /root, which is closed to the user "nobody" that PostgreSQL runs as. Set MUSTER_DATA to choose another place.',
    });
  });

  it("refuses where root's own place is closed too", () => {
    expect(decide({ closedAbove: { ...open, usual: "/root", rootsOwn: "/var/lib" } })).toMatchObject({ code: "data-directory-closed", details: { closed: "/var/lib" } });
  });

  it("does not move the data of anybody but root", () => {
    expect(decide({ isRoot: false, closedAbove: { ...open, usual: "/root" } })).toMatchObject({ code: "data-directory-closed", details: { closed: "/root" } });
  });
});

describe("maySearch", () => {
  const user = { uid: 101, groups: [104] };

  it.each([
    ["its owner, by the owner's right", { mode: 0o100, uid: 101, gid: 0 }, true],
    ["its owner, not by the others' right", { mode: 0o011, uid: 101, gid: 0 }, false],
    ["its group, by the group's right", { mode: 0o710, uid: 0, gid: 104 }, true],
    ["its group, not by the others' right", { mode: 0o701, uid: 0, gid: 104 }, false],
    ["others, by the others' right", { mode: 0o701, uid: 0, gid: 0 }, true],
    ["others, not by the right to list", { mode: 0o774, uid: 0, gid: 0 }, false],
  ])("opens a directory to %s", (_, directory, expected) => {
    expect(maySearch(directory, user)).toBe(expected);
  });
});

const stranger: RunUser = { uid: 54321, gid: 54321, groups: [54321], name: "stranger", isSelf: false };
let place: string;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "data-directory-"));
  await chmod(place, 0o755);
  await mkdir(join(place, "closed", "inner"), { recursive: true });
  await chmod(join(place, "closed"), 0o700);
});

afterEach(() => rm(place, { recursive: true, force: true }));

describe("what lies above the data directory", () => {
  it("is looked through from the top, also where the directory does not exist yet", async () => {
    expect(await closedDirectoryAbove(join(place, "closed", "inner", "new", "data"), stranger)).toBe(join(place, "closed"));
    expect(await closedDirectoryAbove(join(place, "new", "data"), stranger)).toBeNull();
  });

  it("does not count the directory itself, which is opened by us", async () => {
    expect(await closedDirectoryAbove(join(place, "closed"), stranger)).toBeNull();
  });

  it("is what a link leads to", async () => {
    await symlink(join(place, "closed", "inner"), join(place, "link"));
    expect(await closedDirectoryAbove(join(place, "link"), stranger)).toBe(join(place, "closed"));
  });
});

describe("openDirectory", () => {
  it("opens an existing directory to the user, and lets nobody list it who could not before", async () => {
    expect(await openDirectory(join(place, "closed"), stranger)).toBe(join(place, "closed"));
    expect(await closedDirectoryAbove(join(place, "closed", "inner"), stranger)).toBeNull();
  });

  it("opens what it makes, also where new directories are closed by habit", async () => {
    const habit = process.umask(0o077);
    const made = await openDirectory(join(place, "new", "deep", "data"), stranger).finally(() => process.umask(habit));
    expect(await closedDirectoryAbove(join(made, "postgres"), stranger)).toBeNull();
  });

  it("says by name what cannot be made", async () => {
    const failure = await openDirectory("/proc/data", stranger).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartFailure);
    expect((failure as StartFailure).message).toContain("The data directory /proc/data cannot be made or opened");
  });
});

if (!isRoot) process.stderr.write("Skipped: where root's data goes can be tried as root only.\n");

describe.skipIf(!isRoot)("chooseDataDirectory, as root", () => {
  it("moves root's default out of a closed directory, and makes nothing", async () => {
    const choice = await chooseDataDirectory({ named: null, workingDirectory: join(place, "closed", "inner") });
    expect(choice).toMatchObject({ directory: "/var/lib/muster", notice: expect.stringContaining(join(place, "closed")) });
  });

  it("refuses a relative name that leads below a closed directory", async () => {
    const choice = await chooseDataDirectory({ named: "../mine", workingDirectory: join(place, "closed", "inner") });
    expect(isRefusal(choice) && choice.reason).toContain(`${join(place, "closed", "mine")} lies below ${join(place, "closed")}`);
  });

  it("takes ./data below an open one", async () => {
    expect(await chooseDataDirectory({ named: null, workingDirectory: place })).toEqual({ directory: join(place, "data"), notice: null });
  });
});
