import type { Page } from "playwright-core";
import { onTestFinished } from "vitest";
import type { PageOptions, TestBrowser } from "../fakes/browser.ts";
import { expectOk } from "../fakes/client.ts";
import type { Role } from "../server/values/permission.ts";
import type { Stage } from "./stage.ts";

export interface SignedInOptions extends PageOptions {
  personId?: string;
  role?: Role;
}

/** A browser of its own in which somebody is signed in, by default Amara, who is on call for the shop; closed after the test. */
export async function openSignedIn(browser: TestBrowser, { api, product }: Stage, path: string, { personId = "amara", role = "responder", ...options }: SignedInOptions = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
  page.setDefaultTimeout(10_000);
  onTestFinished(() => page.context().close());
  const { link } = expectOk(await api.post<{ link: string }>(`/api/v1/people/${personId}/invitation`, { role }));
  const answer = await page.request.post(`${product.url}/api/v1/invitation`, { data: { token: link.split("/").at(-1), password: "a password of one's own" } });
  if (!answer.ok()) throw new Error(`The invitation was not taken: ${await answer.text()}`);
  await page.goto(`${product.url}${path}`);
  return page;
}
