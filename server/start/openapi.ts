import { createHttpServer } from "../platform/http/server.ts";
import { version } from "../platform/package/package-root.ts";
import { createNode } from "./node.ts";
import { addRoutes } from "./routes.ts";

const nowhere = { databaseUrl: "postgres://127.0.0.1:1/none", publicUrl: "http://127.0.0.1:4600", smtpUrl: null, secret: "", messengers: {}, log: () => undefined };

/** The OpenAPI 3.1 document of every address, made from the schemas of the routes; no database is asked. */
export async function buildOpenApi(): Promise<object> {
  const node = createNode(nowhere);
  const app = await createHttpServer({ publicUrl: nowhere.publicUrl, version, logger: false });
  addRoutes(app, node, nowhere);
  await app.ready();
  const document = app.swagger();
  await app.close();
  await node.stop();
  return document;
}
