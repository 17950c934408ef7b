import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";

/** A feature may use those that stand before it. */
const order = JSON.parse(readFileSync(new URL("checks/feature-order.json", import.meta.url), "utf8"));

const tests = "\\.(test|fixture)\\.tsx?$";
const values = "^server/values/";
const testing = "^server/platform/testing/";
const feature = "^server/features/([^/]+)/";
const own = "^server/features/$1/";
const ownPure = "^server/features/$1/.*\\.(rules|permissions|events)\\.ts$";
const index = "^server/features/[^/]+/index\\.ts$";
const contracts = "^server/features/([^/]+)/.*(contract|\\.document)\\.ts$";
const plainContracts = "^server/(platform|start)/.*contract\\.ts$";
const rules = "^server/features/[^/]+/.*\\.rules\\.ts$";
const builtin = `^(node:)?(${builtinModules.join("|")})$`;

function never(name, comment, from, to) {
  return { name, comment, severity: "error", from, to };
}

const rooms = [
  never("values-import-nothing", "Values import only values.", { path: values, pathNot: tests }, { pathNot: values }),
  never(
    "platform-knows-no-product",
    "The platform imports only itself and values.",
    { path: "^server/platform/" },
    { path: "^(server/(features|connectors|start)|web|cli)/" },
  ),
  never(
    "features-look-down",
    "A feature declares an interface; connectors fill it and start wires it.",
    { path: "^server/features/" },
    { path: "^(server/(connectors|start)|web|cli)/" },
  ),
  never("connectors-look-down", "Connectors are wired by start.", { path: "^server/connectors/" }, { path: "^(server/start|web|cli)/" }),
  never(
    "connectors-stand-apart",
    "Connectors never import each other.",
    { path: "^server/connectors/([^/]+)/" },
    { path: "^server/connectors/", pathNot: "^server/connectors/$1/" },
  ),
  never("start-serves-no-screen", "The server knows neither screens nor verbs.", { path: "^server/start/" }, { path: "^(web|cli)/" }),
];

const doors = [
  never(
    "feature-door",
    "A feature is entered through its index.ts.",
    { path: feature, pathNot: [rules, contracts, tests] },
    { path: "^server/features/", pathNot: [own, index] },
  ),
  never(
    "feature-door-of-tests",
    "A test enters another feature through its index.ts, its contract or its rules.",
    { path: `${feature}.*${tests}` },
    { path: "^server/features/", pathNot: [own, index, contracts, rules] },
  ),
  never(
    "feature-door-of-wiring",
    "Start, connectors, benchmarks and reliability tests enter a feature through its index.ts.",
    { path: "^(server/(start|connectors)|benchmarks|reliability)/" },
    { path: "^server/features/", pathNot: index },
  ),
  never(
    "contract-is-light",
    "A contract uses contracts, rules, values and shared schemas: the browser loads it.",
    { path: contracts },
    { path: "^(server|web|cli)/", pathNot: [values, contracts, ownPure, "^server/platform/"] },
  ),
  never(
    "web-door",
    "The web knows contracts, rules and values.",
    { path: "^web/" },
    { path: "^(server|cli)/", pathNot: [values, contracts, plainContracts, rules, testing] },
  ),
  never(
    "web-runs-in-a-browser",
    "What the browser loads must not lead to Node or the database.",
    { path: "^web/", pathNot: tests },
    { path: [builtin, "node_modules/(pg|fastify|pino)/"], reachable: true },
  ),
  never(
    "cli-door",
    "The command line knows contracts and rules; what it starts lies in start.",
    { path: "^cli/" },
    { path: "^(server/(features|connectors)|web)/", pathNot: [contracts, rules] },
  ),
  never(
    "scenarios-use-the-network",
    "Scenarios and fakes talk to Muster over the network.",
    { path: "^(scenarios|fakes)/" },
    { path: "^(server|web|cli)/", pathNot: [testing, values, contracts, plainContracts] },
  ),
];

const purity = [
  never(
    "rules-are-pure",
    "Rules import rules, permissions and events of their feature, rules of lower features, and values.",
    { path: `${feature}.*\\.rules\\.ts$` },
    { pathNot: [values, ownPure, rules] },
  ),
  never(
    "events-and-permissions-are-pure",
    "Events and permissions import rules, permissions and events of their feature, and values.",
    { path: `${feature}.*\\.(events|permissions)\\.ts$` },
    { pathNot: [values, ownPure] },
  ),
];

const featureOrder = order.slice(0, -1).map((name, place) =>
  never(
    "feature-order",
    `The order of the features: ${name} knows none of those that stand after it.`,
    { path: `^server/features/${name}/` },
    { path: `^server/features/(${order.slice(place + 1).join("|")})/` },
  ),
);

const hygiene = [
  never("no-circle", "Nothing imports in a circle.", {}, { circular: true }),
  never("found", "The imported file or package is not there.", {}, { couldNotResolve: true }),
  never(
    "tests-stay-out",
    "What runs imports no tests, fakes or checks.",
    { path: "^(server|web|cli)/", pathNot: [tests, testing] },
    { path: [tests, testing, "^(scenarios|reliability|fakes|benchmarks|checks)/"] },
  ),
  never(
    "installed-with-muster",
    "What the server and the command line import is a dependency, not a devDependency.",
    { path: "^(server|cli)/", pathNot: [tests, testing] },
    { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
  ),
];

export default {
  forbidden: [...rooms, ...doors, ...purity, ...featureOrder, ...hygiene],
  options: {
    doNotFollow: "node_modules",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};
