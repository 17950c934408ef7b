import type { QueryClient } from "@tanstack/react-query";
import { createConnectionStore } from "./connection.ts";
import { keepFresh, type Freshness } from "./freshness.ts";
import { StreamLink, type StreamNews } from "./stream-link.ts";
import { openSource, wait } from "./stream-parts.ts";
import { topicsOf } from "./stream-topics.ts";
import type { Asked } from "./stream.worker.ts";

/** One end of the browser's single stream. */
interface StreamEnd {
  renew(): void;
  leave(): void;
}

/** Whether news still comes to this page. */
export const connection = createConnectionStore({ later: wait, isOnline: () => navigator.onLine });

const secondLook = 1_500;
const longAbsence = 60_000;

/** Follows the server's news for as long as somebody is signed in, and keeps what stands on the screen true. Gives the way to stop. */
export function followStream(queries: QueryClient): () => void {
  const freshness = keepFresh(queries, () => document.hidden);
  let end = joinStream((news) => hear(news, freshness));
  let hiddenAt = Date.now();
  const onSight = () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > longAbsence) end.renew();
    freshness.look();
  };
  document.addEventListener("visibilitychange", onSight);
  const onOnline = () => end.renew();
  const onHide = () => end.leave();
  // The browser kept the page whole and shows it again; what happened meanwhile is unknown.
  const onShow = (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    end = joinStream((news) => hear(news, freshness));
    freshness.doubt("all");
  };
  window.addEventListener("online", onOnline);
  window.addEventListener("pagehide", onHide);
  window.addEventListener("pageshow", onShow);
  return () => {
    document.removeEventListener("visibilitychange", onSight);
    window.removeEventListener("online", onOnline);
    window.removeEventListener("pagehide", onHide);
    window.removeEventListener("pageshow", onShow);
    freshness.stop();
    end.leave();
    connection.comeBack();
  };
}

function hear(news: StreamNews, freshness: Freshness): void {
  switch (news.kind) {
    case "began":
      connection.comeBack();
      // What changed between the first reading and the first news was told to nobody.
      wait(() => freshness.doubt("all"), secondLook);
      return;
    case "live":
      return connection.comeBack();
    case "cut":
      return connection.cut(news.since);
    case "refused":
      return freshness.doubt(["session"]);
    case "changed":
      return freshness.doubt(topicsOf(news.stream));
    case "reload":
      return freshness.doubt("all");
  }
}

function joinStream(hear: (news: StreamNews) => void): StreamEnd {
  return typeof SharedWorker === "undefined" ? joinAlone(hear) : joinShared(hear);
}

function joinShared(hear: (news: StreamNews) => void): StreamEnd {
  const { port } = new SharedWorker(new URL("./stream.worker.ts", import.meta.url), { type: "module", name: "muster" });
  const ask = (asked: Asked) => port.postMessage(asked);
  port.onmessage = ({ data }: MessageEvent<StreamNews>) => hear(data);
  ask("join");
  return { renew: () => ask("renew"), leave: () => ask("leave") };
}

function joinAlone(hear: (news: StreamNews) => void): StreamEnd {
  const link = new StreamLink({ open: openSource, tell: hear, now: Date.now, later: wait });
  return { renew: () => link.renew(), leave: () => link.close() };
}
