import { describe, expect, it } from "vitest";
import { openTestDatabase } from "../../platform/testing/test-database.ts";
import { organizationSchema } from "./organization.document.ts";
import { storedOrganization } from "./organization.section.ts";

const { database } = await openTestDatabase();

describe("how long people rest between two turns", () => {
  const written = async (onCall?: object) => {
    const entry = organizationSchema.parse({ name: "Acme", ...(onCall ? { onCall } : {}) });
    await database.transaction((tx) => storedOrganization.write(tx, { upserts: [{ id: "organization", entry, place: 0, isFromFile: true }], deletes: [], isFile: true } as never));
    return database.transaction(async (tx) => (await storedOrganization.read(tx))[0]?.entry.onCall);
  };

  it("is 11 hours unless the organization says otherwise, and is kept as it was said", async () => {
    expect(await written()).toEqual({ restHours: 11 });
    expect(await written({ restHours: 8 })).toEqual({ restHours: 8 });
  });

  it.each([{ restHours: -1 }, { restHours: 49 }, { restHours: 7.5 }, { rest: 8 }])("is refused as %j", (onCall) => {
    expect(organizationSchema.safeParse({ name: "Acme", onCall }).success).toBe(false);
  });
});
