import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./api/queries.ts";
import { App } from "./App.tsx";
import { registerWorker } from "./push/register-worker.ts";
import { createLiveSource } from "./shell/live-source.ts";

const place = document.getElementById("root");
if (place === null) throw new Error("The page has no root element");

const queries = createQueryClient();
registerWorker();

createRoot(place).render(
  <StrictMode>
    <App queries={queries} source={createLiveSource(queries)} />
  </StrictMode>,
);
