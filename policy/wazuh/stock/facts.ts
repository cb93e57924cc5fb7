/**
 * The facts of the stock Wazuh that `WAZUH_VERSION` names, as `npx tsx tools/generate/stockFacts.ts` wrote them. Another version is
 * another folder here, and another name in these lines.
 */
export { default as counted } from "./4.14/counted.json";
export { default as decoders } from "./4.14/decoders.json";
export { default as fields } from "./4.14/fields.json";
export { default as files } from "./4.14/files.json";
export { default as groups } from "./4.14/groups.json";
export { default as ignoring } from "./4.14/ignoring.json";
export { default as installed } from "./4.14/installed.json";
export { default as parents } from "./4.14/parents.json";
export { default as rules } from "./4.14/rules.json";
export { default as since } from "./4.14/since.json";
export { default as windows } from "./4.14/windows.json";
