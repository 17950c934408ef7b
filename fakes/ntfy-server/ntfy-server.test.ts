import { afterEach, describe, expect, it } from "vitest";
import { readJournal } from "../journal.ts";
import { startNtfyServer, type NtfyEntry, type NtfyServer } from "./index.ts";

let ntfy: NtfyServer;
afterEach(() => ntfy.close());

const publish = (headers: Record<string, string>, body = "hello") => fetch(`${ntfy.url}/night-watch`, { method: "POST", headers, body });

describe("the ntfy server", () => {
  it("answers as ntfy does and has the message on disk before that", async () => {
    ntfy = await startNtfyServer();
    const answer = (await (await publish({ title: "Shop down", priority: "urgent", tags: "warning,skull", click: "https://muster.example/p/x" })).json()) as object;
    expect(answer).toMatchObject({ event: "message", topic: "night-watch", message: "hello", title: "Shop down", priority: 5, tags: ["warning", "skull"], click: "https://muster.example/p/x" });
    expect(ntfy.messages()).toEqual([answer]);
    expect(readJournal<NtfyEntry>(ntfy.journalPath).map(({ kind }) => kind)).toEqual(["begun", "accepted"]);
  });

  it.each([
    ["=?UTF-8?B?8J+HqfCfh6o=?=", "🇩🇪"],
    ["=?UTF-8?Q?=C3=84pfel?=", "Äpfel"],
    ["=?UTF-8?B?U2hvcA==?= =?UTF-8?B?IGRvd24=?=", "Shop down"],
    ["plain", "plain"],
  ])("reads the title %s as %s", async (title, meant) => {
    ntfy = await startNtfyServer();
    await publish({ "x-title": title });
    expect(ntfy.messages()[0]?.title).toBe(meant);
  });

  it("rejects in ntfy's words when told to, and by itself what ntfy would not take", async () => {
    ntfy = await startNtfyServer();
    expect((await publish({ priority: "9" })).status).toBe(400);
    expect((await fetch(`${ntfy.url}/no/topic`, { method: "POST", body: "x" })).status).toBe(404);
    ntfy.behave({ kind: "reject", status: 403 });
    const answer = await publish({});
    expect([answer.status, await answer.json()]).toEqual([403, { code: 40301, http: 403, error: "forbidden", link: "https://ntfy.sh/docs/publish/" }]);
    expect(ntfy.messages()).toEqual([]);
  });

  it("writes down who went away without an answer", async () => {
    ntfy = await startNtfyServer();
    ntfy.behave({ kind: "hang" });
    await expect(fetch(`${ntfy.url}/night-watch`, { method: "POST", body: "x", signal: AbortSignal.timeout(100) })).rejects.toThrow();
    expect(await ntfy.waitForEntry(({ kind }) => kind === "abandoned")).toMatchObject({ topic: "night-watch" });
  });
});
