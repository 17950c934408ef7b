import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { embeddedUrl } from "./index.ts";
import { ask, makePlace, startHere } from "./server.fixture.ts";

let place: Awaited<ReturnType<typeof makePlace>>;
let data: string;

beforeAll(async () => {
  place = await makePlace();
  data = join(place.path, "data");
});

afterAll(() => place.remove());

describe("the address of a server that another program started", () => {
  it("is none where there is no data, or no server on it", async () => {
    expect(await embeddedUrl(data)).toBeNull();
  });

  it("is that of the server, for as long as it runs", async () => {
    const server = await startHere(data);
    try {
      const url = await embeddedUrl(data);
      expect(url).toBe(server.url);
      expect(await ask(url ?? "", "select 1 as one")).toEqual([{ one: 1 }]);
    } finally {
      await server.stop();
    }
    expect(await embeddedUrl(data)).toBeNull();
  });

  it("is none where only an old note of a server lies there", async () => {
    const note = join(data, "postgres", "postmaster.pid");
    await writeFile(note, `${process.pid}\n${join(data, "postgres")}\n1795254000\n5432\n\n127.0.0.1\n\nready   \n`);
    expect(await embeddedUrl(data)).toBeNull();
    await rm(note);
  });
});
