import { describe, expect, it } from "vitest";
import { ApiProblem } from "../../api/client.ts";
import { type Letter, Outbox } from "./outbox.ts";

const away = new ApiProblem(0, "unreachable", "Muster cannot be reached.");
const aLetter = (key: string) => ({ key, incidentId: "i1", kind: "notes" as const, body: { text: key }, writtenAt: 0 });

function anOutbox(kept: string | null = null) {
  const world = { kept, problem: null as Error | null, sent: [] as string[], bells: [] as (() => void)[] };
  const outbox = new Outbox({
    keep: { read: () => world.kept, write: (text) => (world.kept = text) },
    send: ({ key }) => {
      if (world.problem) return Promise.reject(world.problem);
      world.sent.push(key);
      return Promise.resolve();
    },
    later: (act) => world.bells.push(act),
  });
  return { world, outbox, states: () => outbox.now().map(({ key, state }: Letter) => `${key} ${state}`) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("what was written and not sent yet", () => {
  it("goes out in its order and is forgotten once it arrived", async () => {
    const { world, outbox } = anOutbox();
    outbox.post(aLetter("one"));
    outbox.post(aLetter("two"));
    await settle();
    expect(world.sent).toEqual(["one", "two"]);
    expect(outbox.now()).toEqual([]);
  });

  it("waits while the server is away, outlives the page, and goes out on return under the same key", async () => {
    const { world, outbox, states } = anOutbox();
    world.problem = away;
    outbox.post(aLetter("one"));
    await settle();
    outbox.post(aLetter("two"));
    await settle();
    expect(states()).toEqual(["one waiting", "two waiting"]);
    const after = anOutbox(world.kept);
    expect(after.states()).toEqual(["one waiting", "two waiting"]);
    await after.outbox.flush();
    expect(after.world.sent).toEqual(["one", "two"]);
    world.problem = null;
    world.bells.at(-1)?.();
    await settle();
    expect(world.sent).toEqual(["one", "two"]);
  });

  it("stays with its reason where it was refused, and holds up no other", async () => {
    const { world, outbox, states } = anOutbox();
    world.problem = new ApiProblem(409, "incident.merged", "This incident was merged into another. Go on there.");
    outbox.post(aLetter("one"));
    await settle();
    expect(outbox.now()[0]?.problem).toBe("This incident was merged into another. Go on there.");
    world.problem = null;
    outbox.post(aLetter("two"));
    await settle();
    expect(world.sent).toEqual(["two"]);
    outbox.withdraw("one");
    expect(states()).toEqual([]);
  });

  it("starts empty where nothing readable was kept", () => {
    expect([anOutbox("{").states(), anOutbox("{}").states()]).toEqual([[], []]);
  });
});
