export { storedRunbooks } from "./runbooks.section.ts";
