export { storedStatusPages } from "./status-pages.section.ts";
