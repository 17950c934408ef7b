import { describe, expect, it, vi } from "vitest";
import { createConnectionStore } from "./connection.ts";
import { keepFresh } from "./freshness.ts";
import type { Topic } from "./queries.ts";
import { clockAhead } from "./server-clock.ts";
import { StreamLink, type Source, type StreamNews } from "./stream-link.ts";
import { topicsOf } from "./stream-topics.ts";

/** An EventSource that does what the test says. */
class FakeSource implements Source {
  readyState = 1;
  onerror: (() => void) | null = null;
  private readonly heard = new Map<string, (event: { data: string; lastEventId: string }) => void>();

  constructor(readonly url: string) {}

  addEventListener(type: string, heard: (event: { data: string; lastEventId: string }) => void): void {
    this.heard.set(type, heard);
  }

  say(type: string, lastEventId: string, data: object = {}): void {
    this.heard.get(type)?.({ data: JSON.stringify(data), lastEventId });
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.onerror?.();
  }

  close(): void {
    this.readyState = 2;
  }
}

/** Timers that go off when the test says so. */
function handTimers() {
  const waiting = new Map<object, { act: () => void; milliseconds: number }>();
  return {
    later(act: () => void, milliseconds: number) {
      const key = {};
      waiting.set(key, { act, milliseconds });
      return () => void waiting.delete(key);
    },
    pauses: () => [...waiting.values()].map(({ milliseconds }) => milliseconds),
    ring() {
      const all = [...waiting.values()];
      waiting.clear();
      for (const { act } of all) act();
    },
  };
}

function openLink() {
  const sources: FakeSource[] = [];
  const news: StreamNews[] = [];
  const timers = handTimers();
  const open = (url: string) => {
    const source = new FakeSource(url);
    sources.push(source);
    return source;
  };
  const link = new StreamLink({ open, tell: (said) => news.push(said), now: () => 1_000, later: timers.later });
  const last = () => sources[sources.length - 1] as FakeSource;
  return { link, sources, news, timers, last };
}

describe("the link to the stream", () => {
  it("says that it began, and then what changed", () => {
    const { news, last } = openLink();
    last().say("ready", "41");
    last().say("change", "42", { stream: "group/7" });
    expect(last().url).toBe("/api/v1/stream");
    expect(news).toEqual([{ kind: "began" }, { kind: "changed", stream: "group/7" }]);
  });

  it("leaves reconnecting to the browser, and says when it was cut and when it came back", () => {
    const { news, sources, last } = openLink();
    last().say("ready", "41");
    last().fail(0);
    last().fail(0);
    last().say("ready", "41");
    expect(sources).toHaveLength(1);
    expect(news.slice(1)).toEqual([{ kind: "cut", since: 1_000 }, { kind: "live" }]);
  });

  it("goes on after the last event where the browser gave up, waiting longer each time", () => {
    const { news, timers, sources, last } = openLink();
    last().say("ready", "41");
    last().say("change", "57", { stream: "page/1" });
    last().fail(2);
    expect(news.at(-1)).toEqual({ kind: "refused" });
    expect(timers.pauses()).toEqual([1_000]);
    timers.ring();
    last().fail(2);
    expect(timers.pauses()).toEqual([2_000]);
    timers.ring();
    expect(sources.map(({ url }) => url)).toEqual(["/api/v1/stream", "/api/v1/stream?after=57", "/api/v1/stream?after=57"]);
    last().say("ready", "60");
    expect(news.at(-1)).toEqual({ kind: "live" });
  });

  it("asks for everything anew where too much was missed", () => {
    const { news, last } = openLink();
    last().say("ready", "41");
    last().say("reload", "90000");
    expect(news.slice(1)).toEqual([{ kind: "live" }, { kind: "reload" }]);
  });

  it("opens afresh on demand, and hears nothing of the connection it left", () => {
    const { link, news, sources, last } = openLink();
    last().say("ready", "41");
    link.renew();
    sources[0]?.fail(2);
    expect(last().url).toBe("/api/v1/stream?after=41");
    expect(news).toEqual([{ kind: "began" }]);
    link.close();
    expect(last().readyState).toBe(2);
  });
});

describe("what an event changes on the screens", () => {
  it("is told by its stream", () => {
    expect(topicsOf("incident/1")).toEqual(["incidents", "timeline"]);
    expect(topicsOf("group/1")).toEqual(["alerts", "incidents"]);
    expect(topicsOf("escalation/group/1")).toEqual(["alerts", "incidents"]);
    expect(topicsOf("page/1")).toEqual(["pages", "alerts", "incidents", "timeline"]);
    expect(topicsOf("audit/schedules/web-primary")).toEqual(["settings", "on-call"]);
    expect(topicsOf("audit/sources/prometheus")).toEqual(["settings", "sources"]);
  });

  it("may be anything where the stream is not known", () => {
    expect(topicsOf("weather/1")).toContain("alerts");
    expect(topicsOf("audit/weather/1")).toContain("on-call");
  });
});

describe("keeping what is shown fresh", () => {
  function reader() {
    const read: (Topic | "all")[] = [];
    const answers: (() => void)[] = [];
    const invalidateQueries = (filter: { queryKey?: readonly unknown[] }) => {
      read.push((filter.queryKey?.[0] ?? "all") as Topic | "all");
      return new Promise<void>((resolve) => answers.push(resolve));
    };
    const answerAll = () => answers.splice(0).forEach((answer) => answer());
    return { read, answerAll, queries: { invalidateQueries } as Parameters<typeof keepFresh>[0] };
  }

  it("reads at once, then once more for all that came meanwhile", async () => {
    vi.useFakeTimers();
    const { read, answerAll, queries } = reader();
    const freshness = keepFresh(queries, () => false);
    for (let event = 0; event < 20; event += 1) freshness.doubt(["alerts"]);
    expect(read).toEqual(["alerts"]);
    answerAll();
    await vi.advanceTimersByTimeAsync(249);
    expect(read).toEqual(["alerts"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(read).toEqual(["alerts", "alerts"]);
    answerAll();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(read).toHaveLength(2);
    vi.useRealTimers();
  });

  it("never asks again while the answer before is on its way, nor lets one topic wait for another", async () => {
    vi.useFakeTimers();
    const { read, answerAll, queries } = reader();
    const freshness = keepFresh(queries, () => false);
    freshness.doubt(["alerts"]);
    freshness.doubt(["alerts", "pages"]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(read).toEqual(["alerts", "pages"]);
    answerAll();
    await vi.advanceTimersByTimeAsync(0);
    expect(read).toEqual(["alerts", "pages", "alerts"]);
    vi.useRealTimers();
  });

  it("waits while nobody sees the page", async () => {
    let isHidden = true;
    const { read, queries } = reader();
    const freshness = keepFresh(queries, () => isHidden);
    freshness.doubt("all");
    expect(read).toEqual([]);
    isHidden = false;
    freshness.look();
    expect(read).toEqual(["all"]);
  });
});

describe("the state of the connection", () => {
  it("passes over a short break, and says a long one, with the moment since when nothing is known", () => {
    const timers = handTimers();
    const store = createConnectionStore({ later: timers.later, isOnline: () => true });
    store.cut(5_000);
    store.comeBack();
    timers.ring();
    expect(store.now()).toEqual({ state: "live" });
    store.cut(6_000);
    expect(timers.pauses()).toEqual([1_500, 30_000]);
    timers.ring();
    expect(store.now()).toEqual({ state: "offline", since: 6_000 });
    store.comeBack();
    expect(store.now()).toEqual({ state: "live" });
  });

  it("says at once that there is no connection where this machine has none", () => {
    const states: string[] = [];
    const store = createConnectionStore({ later: (act, after) => (after < 30_000 && act(), () => undefined), isOnline: () => false });
    store.subscribe(() => states.push(store.now().state));
    store.cut(0);
    expect(states).toEqual(["offline"]);
  });
});

describe("the server's clock", () => {
  const header = "Sat, 21 Nov 2026 10:00:00 GMT";
  const told = Date.parse(header);

  it("counts as the same within the second that the header leaves open", () => {
    expect(clockAhead(header, told, told + 900)).toBe(0);
    expect(clockAhead(null, 0, 0)).toBe(0);
    expect(clockAhead("soon", 0, 0)).toBe(0);
  });

  it("is told to the second where it differs", () => {
    expect(clockAhead(header, told - 90_000, told - 89_000)).toBe(90_000);
    expect(clockAhead(header, told + 60_000, told + 61_000)).toBe(-60_000);
  });
});
