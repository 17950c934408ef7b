import { describe, expect, it } from "vitest";
import type { PersonView } from "../../server/features/directory/contract.ts";
import { type Channel, reachProblem } from "./directory-words.ts";
import { peopleSentences } from "./people-lede.ts";

const person = (name: string, ...channels: Channel[]) =>
  ({ name, email: "x@acme.example", contacts: channels.map((channel) => ({ id: channel, channel, isVerified: true })) }) as unknown as PersonView;
const usable = (...channels: Channel[]) => new Set(channels);

describe("what keeps somebody from being reached", () => {
  it("is every means that this installation has no provider for", () => {
    const amara = person("Amara Okafor", "mail", "sms", "ntfy");
    expect(reachProblem(amara, usable("mail", "sms", "ntfy"))).toBeNull();
    expect(reachProblem(amara, usable("mail", "ntfy"))).toBe("SMS: no provider yet");
    expect(reachProblem(amara, usable("mail"))).toBe("SMS and ntfy: no provider yet");
  });

  it("is mail too, where nothing else is named and no mail server is set up", () => {
    expect(reachProblem(person("Ben Sato"), usable("mail"))).toBeNull();
    expect(reachProblem(person("Ben Sato"), usable("ntfy"))).toBe("Mail: no provider yet");
  });

  it("is said of all people in one sentence", () => {
    const people = [person("Amara Okafor", "sms"), person("Ben Sato")];
    expect(peopleSentences(people, 1, usable("mail"))).toEqual({ so: "2 people, 1 on call now.", next: "Amara has named a means that does not work yet." });
    expect(peopleSentences(people, 1, usable("mail", "sms")).next).toBe("Everything they named to be reached by works.");
  });
});
