import { StreamLink, type StreamNews } from "./stream-link.ts";
import { openSource, wait } from "./stream-parts.ts";

/** What a page asks of the worker. */
export type Asked = "join" | "leave" | "renew";

interface Scope {
  onconnect: ((event: MessageEvent) => void) | null;
}

const pages = new Set<MessagePort>();
let link: StreamLink | null = null;
let standing: StreamNews | null = null;

function tell(news: StreamNews): void {
  if (news.kind === "began" || news.kind === "live") standing = { kind: "live" };
  if (news.kind === "cut") standing = news;
  for (const page of pages) page.postMessage(news);
}

function join(page: MessagePort): void {
  pages.add(page);
  if (standing !== null) page.postMessage(standing);
  link ??= new StreamLink({ open: openSource, tell, now: Date.now, later: wait });
}

function leave(page: MessagePort): void {
  pages.delete(page);
  if (pages.size > 0) return;
  link?.close();
  [link, standing] = [null, null];
}

const acts: Readonly<Record<Asked, (page: MessagePort) => void>> = { join, leave, renew: () => link?.renew() };

(self as unknown as Scope).onconnect = ({ ports: [page] }) => {
  if (page === undefined) return;
  page.onmessage = ({ data }: MessageEvent<Asked>) => acts[data](page);
};
