import { describe, expect, it } from "vitest";
import { openTestApp } from "../../platform/testing/test-app.ts";
import { channelRoutes, type Messenger } from "./index.ts";

const taking = (channel: Messenger["channel"]): Messenger => ({ channel, send: async () => ({ isAccepted: true, providerId: "1" }) });
const { call } = await openTestApp(channelRoutes, { context: { messengers: { ntfy: taking("ntfy"), mail: taking("mail") } } });

describe("the means of reaching people", () => {
  it("are those that this installation has a provider for", async () => {
    expect(await call("GET /api/v1/channels", { as: "viewer" })).toMatchObject({ status: 200, body: { usable: ["ntfy", "mail"] } });
  });

  it("are told to those who signed in", async () => {
    expect((await call("GET /api/v1/channels")).status).toBe(401);
  });
});
