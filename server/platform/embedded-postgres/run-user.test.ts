import { describe, expect, it } from "vitest";
import { chooseRunUser, parseAccounts, type RunUserFacts } from "./run-user.ts";
import { StartFailure } from "./start-failure.ts";

const debian = parseAccounts(["root:x:0:0:root:/root:/bin/bash", "nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin", "postgres:x:101:104::/var/lib/postgresql:/bin/bash", ""].join("\n"));
const root = { uid: 0, gid: 0, groups: [0], name: "root" };
const ada = { uid: 1000, gid: 1000, groups: [1000, 27], name: "ada" };
const noCluster = { directory: "/srv/data/postgres", owner: null };

function choose(changes: Partial<RunUserFacts>) {
  return chooseRunUser({ self: root, accounts: debian, cluster: noCluster, ...changes });
}

function refusalOf(changes: Partial<RunUserFacts>): StartFailure {
  try {
    choose(changes);
  } catch (error) {
    if (error instanceof StartFailure) return error;
  }
  return expect.fail("It was not refused.");
}

describe("the user PostgreSQL runs as", () => {
  it("is postgres, where root starts and that user exists", () => {
    expect(choose({})).toEqual({ name: "postgres", uid: 101, gid: 104, groups: [104], isSelf: false });
  });

  it("is nobody, where root starts and there is no user postgres", () => {
    expect(choose({ accounts: debian.filter(({ name }) => name !== "postgres") })).toMatchObject({ name: "nobody", uid: 65534, gid: 65533 });
  });

  it("never is a user with root's rights under another name", () => {
    expect(choose({ accounts: [{ name: "postgres", uid: 0, gid: 0 }, ...debian.slice(1, 2)] })).toMatchObject({ name: "nobody" });
  });

  it("stays the owner of what was made, even where another user would be chosen today", () => {
    expect(choose({ cluster: { directory: "/srv/data/postgres", owner: { uid: 65534, gid: 65533 } } })).toMatchObject({ name: "nobody" });
    expect(choose({ cluster: { directory: "/srv/data/postgres", owner: { uid: 4242, gid: 4242 } } })).toMatchObject({ name: "user id 4242", uid: 4242, gid: 4242 });
  });

  it("is oneself, where somebody else than root starts", () => {
    expect(choose({ self: ada })).toEqual({ ...ada, isSelf: true });
  });
});

describe("starting is refused, with the mend,", () => {
  it("where the machine has no user to run as", () => {
    expect(refusalOf({ accounts: [] })).toMatchObject({ code: "unknown-user", message: expect.stringContaining("set DATABASE_URL") });
  });

  it("where the own user id has no name", () => {
    const { code, message } = refusalOf({ self: { ...ada, uid: 12345, name: null } });
    expect(code).toBe("unknown-user");
    expect(message).toBe("The user id 12345 has no entry in /etc/passwd, which PostgreSQL needs. Add one, or set DATABASE_URL to a PostgreSQL of your own.");
  });

  it("where the data belongs to somebody else", () => {
    const owner = { uid: 101, gid: 104 };
    expect(refusalOf({ self: ada, cluster: { directory: "/srv/data/postgres", owner } }).message).toBe(
      "/srv/data/postgres belongs to the user id 101, and this process runs as ada (1000). Start as the user it was made by, or name another data directory.",
    );
  });

  it("where the data belongs to root, as after copying it by hand", () => {
    const { message } = refusalOf({ cluster: { directory: "/srv/data/postgres", owner: { uid: 0, gid: 0 } } });
    expect(message).toContain("chown -R postgres /srv/data/postgres");
  });
});

describe("parseAccounts", () => {
  it("leaves out what is not an account and reads the negative ids of macOS", () => {
    expect(parseAccounts("# comment\n\nnobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false\n+::::::\n")).toEqual([{ name: "nobody", uid: 4294967294, gid: 4294967294 }]);
  });
});
