export { storedAudiences } from "./audiences.section.ts";
