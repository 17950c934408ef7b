import type { Page } from "playwright-core";
import { client, expectOk, type Client } from "../fakes/client.ts";
import { openBrowser } from "../fakes/browser.ts";
import { startProduct } from "../fakes/product.ts";
import { openBenchmarkGround, type BenchmarkGround } from "./ground.ts";

export interface Screens {
  ground: BenchmarkGround;
  api: Client;
  /** The address of the product. */
  url: string;
  /** A page of a wide screen on which the person of this id is signed in, where the product's own page has come up. */
  signIn(personId: string, role: "responder" | "manager"): Promise<Page>;
}

/** The product with this configuration, over a database of its own, and a browser before it; all of it is ended after the work. */
export async function withScreens(configuration: string, work: (screens: Screens) => Promise<void>): Promise<void> {
  const ground = await openBenchmarkGround();
  const product = await startProduct({ databaseUrl: ground.url, smtpUrl: "smtp://127.0.0.1:9" });
  const browser = await openBrowser();
  const { url } = product;
  const api = client(url, product.token);
  try {
    expectOk(await api.put("/api/v1/config", configuration, { contentType: "application/yaml" }));
    await work({
      ground,
      api,
      url,
      async signIn(personId, role) {
        const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
        const { link } = expectOk(await api.post<{ link: string }>(`/api/v1/people/${personId}/invitation`, { role }));
        await page.request.post(`${url}/api/v1/invitation`, { data: { token: link.split("/").at(-1), password: "a password of one's own" } });
        await page.goto(url);
        await page.getByRole("heading", { level: 1 }).waitFor();
        return page;
      },
    });
  } finally {
    await browser.close();
    await product.stop();
    await ground.stop();
  }
}
