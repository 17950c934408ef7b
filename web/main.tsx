import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { stillSource } from "./shell/ShellSourceProvider.tsx";

const place = document.getElementById("root");
if (place === null) throw new Error("The page has no root element");

createRoot(place).render(
  <StrictMode>
    <App source={stillSource} />
  </StrictMode>,
);
