import { chmod, chown, cp, lstat, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installBinaries, locateBinaries } from "./binaries.ts";
import { waitForEnd } from "./process-table.ts";
import { run } from "./programs.ts";
import { runUserOf } from "./run-user.ts";
import { ask, isRoot, makePlace, startHere, startInOtherProcess, type OtherProcess } from "./server.fixture.ts";

const nobody = 65534;
const nameless = 12345;

let place: Awaited<ReturnType<typeof makePlace>>;
let data: string;
let others: OtherProcess[];

beforeEach(async () => {
  place = await makePlace();
  data = join(place.path, "data");
  others = [];
});

afterEach(async () => {
  for (const { child, answer, ended } of others) {
    child.kill("SIGKILL");
    await ended;
    await endServer(await answer);
  }
  await place.remove();
});

// Its supervisor was killed above, so nobody else ends it.
async function endServer(answer: Awaited<OtherProcess["answer"]>): Promise<void> {
  if ("failure" in answer) return;
  process.kill(answer.pid, "SIGQUIT");
  expect(await waitForEnd(answer.pid, 10_000)).toBe(true);
}

function startAs(options: Parameters<typeof startInOtherProcess>[1]): OtherProcess["answer"] {
  const other = startInOtherProcess(data, options);
  others.push(other);
  return other.answer;
}

async function makeDataFor(uid: number): Promise<void> {
  await mkdir(data);
  await chown(data, uid, uid);
}

async function withoutUser(name: string): Promise<string[]> {
  const passwd = join(place.path, "passwd");
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n");
  await writeFile(passwd, lines.filter((line) => !line.startsWith(`${name}:`)).join("\n"));
  return ["unshare", "-m", "sh", "-c", 'mount --bind "$0" /etc/passwd && exec "$@"', passwd];
}

if (!isRoot) process.stderr.write("Skipped: what happens when root, nobody and nameless users start PostgreSQL can be tried as root only.\n");

describe.skipIf(!isRoot)("started by root", () => {
  it("runs as nobody where the machine has no user postgres, and makes none", async () => {
    const accounts = await readFile("/etc/passwd", "utf8");
    const answer = await startAs({ before: await withoutUser("postgres") });
    if ("failure" in answer) return expect.fail(answer.failure);
    expect(await ask(answer.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect((await stat(join(data, "postgres"))).uid).toBe(nobody);
    expect(await readFile("/etc/passwd", "utf8")).toBe(accounts);
  });

  it("is refused by name below a directory that is closed to the user it runs as", async () => {
    const closed = join(place.path, "closed");
    await mkdir(closed, { mode: 0o700 });
    await expect(startHere(join(closed, "data"))).rejects.toMatchObject({ code: "closed-directory", message: expect.stringContaining(`below ${closed}, which is closed`) });
  });

  it("opens a closed data directory itself", async () => {
    await mkdir(data, { mode: 0o700 });
    await (await startHere(data)).stop();
  });

  it("runs from a copy, made once, where the programs are closed to its user and their libraries were never linked", async () => {
    const closed = join(place.path, "closed");
    await cp(join(await locateBinaries(), ".."), closed, { recursive: true, filter: async (path) => !(await lstat(path)).isSymbolicLink() });
    await chmod(closed, 0o700);
    await mkdir(data, { mode: 0o755 });
    const user = await runUserOf(join(data, "postgres"));
    const programs = await installBinaries(join(closed, "native"), data, user);
    expect(programs.directory).toContain(join(data, "postgres-binaries"));
    expect(await run(programs, user, "initdb", ["--version"])).toMatchObject({ succeeded: true, output: expect.stringContaining("(PostgreSQL) 18") });
    const made = await stat(programs.directory);
    await installBinaries(join(closed, "native"), data, user);
    expect((await stat(programs.directory)).ino).toBe(made.ino);
  });
});

describe.skipIf(!isRoot)("started by somebody else", () => {
  it("runs as that user", async () => {
    await makeDataFor(nobody);
    const answer = await startAs({ uid: nobody });
    if ("failure" in answer) return expect.fail(answer.failure);
    expect(await ask(answer.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect((await stat(join(data, "postgres-password"))).uid).toBe(nobody);
  });

  it("is refused, naming the way out, where the user id has no name", async () => {
    await makeDataFor(nameless);
    expect(await startAs({ uid: nameless })).toEqual({
      failure: "unknown-user: The user id 12345 has no entry in /etc/passwd, which PostgreSQL needs. Add one, or set DATABASE_URL to a PostgreSQL of your own.",
    });
  });

  it("is refused where the data belongs to another", async () => {
    await mkdir(join(data, "postgres"), { recursive: true });
    expect(await startAs({ uid: nobody })).toMatchObject({ failure: expect.stringMatching(/^wrong-owner: .* belongs to the user id 0, and this process runs as nobody/) });
  });

  it("is refused where the directory may not be made", async () => {
    data = join(place.path, "mine", "data");
    expect(await startAs({ uid: nobody })).toMatchObject({ failure: expect.stringMatching(/^unusable-directory: The data directory .* cannot be made or opened: EACCES/) });
  });
});
