import { describe, expect, it } from "vitest";
import { entryOf, formOf, newContact, type PersonEntry } from "./person-form.ts";

const amara: PersonEntry = {
  name: "Amara Okafor",
  email: "amara@acme.example",
  timezone: "Africa/Lagos",
  contacts: { mail: { email: "amara@acme.example" }, cell: { sms: "+4915550101" } },
  notify: { high: [{ contact: "mail" }, { contact: "cell", after: "1m" }], low: [{ contact: "mail" }] },
};

describe("the form of a person", () => {
  it("gives back the document as it was where nothing was changed", () => {
    expect(entryOf(formOf("amara", amara))).toEqual(amara);
    const plain = { name: "Ben Sato", email: "ben@acme.example" };
    expect(entryOf(formOf("ben", plain))).toEqual(plain);
  });

  it("calls new means after their kind, and keeps the rules with them", () => {
    const form = formOf("amara", amara);
    const added = { ...newContact(form.contacts), channel: "mail" as const, address: "amara@home.example" };
    const { contacts, notify } = entryOf({ ...form, contacts: [...form.contacts, added], low: [{ contact: added.id, after: "5m" }] });
    expect(contacts?.["mail-2"]).toEqual({ email: "amara@home.example" });
    expect(notify?.low).toEqual([{ contact: "mail-2", after: "5m" }]);
  });

  it("drops the rules of a means that was removed", () => {
    const form = formOf("amara", amara);
    expect(entryOf({ ...form, contacts: form.contacts.filter(({ id }) => id !== "cell") }).notify?.high).toEqual([{ contact: "mail" }]);
  });
});
