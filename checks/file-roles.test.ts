import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkFileRoles } from "./file-roles.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "muster-file-roles-"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe("the check of file roles", () => {
  it("passes a feature whose files bear the roles of the house", async () => {
    await put("paging", "README.md", "index.ts", "contract.ts", "page.events.ts", "page.rules.ts", "page.rules.test.ts", "page.mail.ts");
    await put("paging", "bundle.page.rules.ts", "page.rules.invariants.test.ts", "pages.section.ts", "page-samples.fixture.ts");
    expect(await checkFileRoles(root)).toEqual({ failures: [] });
  });

  it("asks neither door nor page of a feature that has only its section of the configuration", async () => {
    await put("paging", "pages.document.ts");
    expect(await checkFileRoles(root)).toEqual({ failures: [] });
  });

  it("refuses a file without a role", async () => {
    await put("paging", "README.md", "index.ts", "page-sender.ts", "helpers/text.ts");
    const [failure, ...others] = (await checkFileRoles(root)).failures;
    expect(failure).toMatch(/^server\/features\/paging: name these <noun>\.<role>\.ts, .*:\n {2}(helpers\/text|page-sender)\.ts\n {2}(helpers\/text|page-sender)\.ts$/);
    expect(others).toEqual([]);
  });

  it("refuses a feature without a page that explains it and without a door", async () => {
    await put("paging", "page.rules.ts");
    expect((await checkFileRoles(root)).failures).toEqual(["server/features/paging has no README.md", "server/features/paging has no index.ts"]);
  });

  it("refuses a page that explains more than one screen holds", async () => {
    await put("paging", "README.md", "index.ts");
    await writeFile(join(root, "server/features/paging/README.md"), "line\n".repeat(41));
    expect((await checkFileRoles(root)).failures).toEqual(["server/features/paging/README.md has 41 lines; at most 40"]);
  });

  it("refuses a feature that has no place in the order", async () => {
    await put("weather", "README.md", "index.ts");
    expect((await checkFileRoles(root)).failures).toEqual(["server/features/weather has no place in checks/feature-order.json"]);
  });
});

async function put(feature: string, ...names: string[]): Promise<void> {
  for (const name of names) {
    const file = join(root, "server/features", feature, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, "");
  }
}
