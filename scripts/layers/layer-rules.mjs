/**
 * The arrows of ARCHITECTURE.md as rules for dependency-cruiser. A folder is the process that its files run in, so an
 * import across a wall is a fault even where it would happen to work.
 * @typedef {object} LayerRule
 * @property {string} name
 * @property {string} from pattern of files
 * @property {string[]} mayImport patterns of paths; whatever fits none is refused
 * @property {true} [node] Node's own modules are fine too
 * @property {string} rightPlace what to do instead, shown with the fault
 */

const CONTRACT = '^src/contract/';
const ENGINE = '^src/engine/';
/** Small things that every part of main may use: a file beside index.ts that is not index.ts, and the log. */
const MAIN_BASICS = ['^src/main/(?!index)[^/]+\\.ts$', '^src/main/log/'];
const ELECTRON = '(^|/)node_modules/electron/';

/** @param {...string} names @returns {string} */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** @type {LayerRule[]} */
export const LAYER_RULES = [
  {
    name: 'contract-stands-alone',
    from: CONTRACT,
    mayImport: [CONTRACT, packages('zod')],
    rightPlace:
      'src/contract is what crosses a process boundary: types, zod schemas, pure functions over them. Calculation ' +
      'belongs in src/engine, decisions in src/main, work in src/workers.',
  },
  {
    name: 'engine-is-pure',
    from: ENGINE,
    mayImport: [ENGINE, CONTRACT, packages('zod', 'yaml')],
    rightPlace:
      'src/engine knows no process, no file and no Electron. Reading belongs in the `load` of a job in src/workers; ' +
      'hand the engine what was read.',
  },
  {
    name: 'engine-math-is-the-ground',
    from: '^src/engine/math/',
    mayImport: ['^src/engine/math/'],
    rightPlace: 'src/engine/math stands on nothing. What needs a strategy or bars belongs in a folder beside it.',
  },
  {
    name: 'renderer-knows-only-the-window-api',
    from: '^src/renderer/',
    mayImport: ['^src/renderer/', CONTRACT, ENGINE, packages('(?!electron|better-sqlite3|@duckdb).*')],
    rightPlace:
      'src/renderer is sandboxed and knows only window.api, whose type is in src/contract/window-api.ts. What it ' +
      'needs from main is a channel: name it in the contract, answer it in src/main/ipc.',
  },
  {
    name: 'preload-is-only-the-door',
    from: '^src/preload/',
    mayImport: ['^src/preload/', CONTRACT, ELECTRON],
    rightPlace: 'src/preload derives the door from src/contract and passes calls on. Logic belongs in src/main.',
  },
  {
    name: 'main-decides-and-never-works',
    from: '^src/main/',
    mayImport: ['^src/main/', CONTRACT, ENGINE, ELECTRON, packages('better-sqlite3', 'zod', 'yaml')],
    node: true,
    rightPlace:
      'src/main talks to workers through src/contract/worker-protocol.ts and to the window through src/contract/ipc.ts; ' +
      'bulk data and DuckDB belong in src/workers.',
  },
  {
    name: 'ipc-asks-services',
    from: '^src/main/ipc/',
    mayImport: [
      '^src/main/(ipc|services|strategies|settings)/',
      ...MAIN_BASICS,
      CONTRACT,
      ENGINE,
      ELECTRON,
      packages('zod'),
    ],
    node: true,
    rightPlace: 'src/main/ipc checks and passes on. What decides belongs in src/main/services.',
  },
  {
    name: 'cli-asks-services',
    from: '^src/main/cli/',
    mayImport: [
      '^src/main/(cli|services|strategies|settings)/',
      ...MAIN_BASICS,
      CONTRACT,
      ENGINE,
      ELECTRON,
      packages('zod'),
    ],
    node: true,
    rightPlace: 'src/main/cli reads arguments and prints. What decides belongs in src/main/services.',
  },
  {
    name: 'local-socket-carries-commands',
    from: '^src/main/local-socket/',
    mayImport: ['^src/main/(local-socket|cli|services)/', ...MAIN_BASICS, CONTRACT, packages('zod')],
    node: true,
    rightPlace: 'src/main/local-socket carries commands and their answers. What they mean belongs in src/main/cli.',
  },
  {
    name: 'windows-know-no-one',
    from: '^src/main/windows/',
    mayImport: ['^src/main/windows/', ...MAIN_BASICS, CONTRACT, ELECTRON, packages('zod')],
    node: true,
    rightPlace: 'A window knows no one. src/main/index.ts hands it the functions that it calls.',
  },
  {
    name: 'store-knows-no-one',
    from: '^src/main/(operations|storage)/',
    mayImport: ['^src/main/(operations|storage)/', ...MAIN_BASICS, CONTRACT, packages('better-sqlite3', 'zod')],
    node: true,
    rightPlace: 'The store knows no one. Whoever wants to hear of a change subscribes; src/main/index.ts wires them.',
  },
  {
    name: 'services-are-above',
    from: '^src/main/(?!(services|ipc|cli|local-socket|windows|launch)/)[^/]+/',
    mayImport: [
      '^src/main/(?!(services|ipc|cli|local-socket|windows|launch)/)',
      CONTRACT,
      ENGINE,
      ELECTRON,
      packages('.*'),
    ],
    node: true,
    rightPlace:
      'Services stand on this folder, not the other way round. Take what you need as an argument; the service or ' +
      'src/main/index.ts passes it in.',
  },
  {
    name: 'launch-is-on-top',
    from: '^src/main/(?!index\\.ts$|launch/)',
    mayImport: ['^src/(?!main/launch/)', ELECTRON, packages('.*')],
    node: true,
    rightPlace:
      'src/main/launch wires everything once. A file that wires belongs there; any other takes what it needs as an ' +
      'argument.',
  },
  {
    name: 'sql-stays-in-the-store',
    from: '^src/main/(services|ipc|cli|local-socket|windows|cancellation|workers|checkpoints)/',
    mayImport: ['^src/', ELECTRON, packages('(?!better-sqlite3).*')],
    node: true,
    rightPlace: 'Only src/main/storage and the stores on it know SQL. Give the store a method that says what you want.',
  },
  {
    name: 'workers-work',
    from: '^src/workers/(?!maintenance/)',
    mayImport: ['^src/workers/', ENGINE, CONTRACT, packages('@duckdb', 'zod', 'yaml')],
    node: true,
    rightPlace:
      'src/workers knows src/engine and src/contract. What it wants from main is a message of ' +
      'src/contract/worker-protocol.ts.',
  },
  {
    // A backup and a check of the whole database take seconds to minutes: they cannot run where the writer lives.
    name: 'maintenance-only-reads-the-database',
    from: '^src/workers/maintenance/',
    mayImport: ['^src/workers/(maintenance|runtime)/', CONTRACT, packages('better-sqlite3', 'zod')],
    node: true,
    rightPlace:
      'src/workers/maintenance checks and copies what lies on disk, over a read-only connection. What changes the ' +
      'database belongs in src/main/storage.',
  },
  {
    name: 'runtime-knows-no-job',
    from: '^src/workers/runtime/',
    mayImport: ['^src/workers/runtime/', ENGINE, CONTRACT, packages('zod')],
    node: true,
    rightPlace: 'src/workers/runtime is what every job needs, once. Jobs are handed to it in the lists beside it.',
  },
  ...['training', 'backtesting', 'analysis', 'dummy', 'data'].map((job) => ({
    name: `${job}-knows-no-other-job`,
    from: `^src/workers/${job}/`,
    mayImport: [`^src/workers/(${job}|runtime|data)/`, ENGINE, CONTRACT, packages('@duckdb', 'zod', 'yaml')],
    node: /** @type {const} */ (true),
    rightPlace:
      'What two jobs share belongs in src/workers/runtime, in src/workers/data when it reads market data, and in ' +
      'src/engine when it is calculation.',
  })),
  {
    name: 'entries-only-wire',
    from: '^src/',
    mayImport: ['^(?!src/(main/index\\.ts|preload/index\\.ts|workers/[^/]+-entry\\.ts)$)'],
    rightPlace: 'Nothing imports an entry. Move what you need out of it into a file named after what it does.',
  },
  {
    name: 'the-product-knows-no-tool',
    from: '^src/',
    mayImport: ['^src/', '(^|/)node_modules/'],
    node: true,
    rightPlace: 'src does not import tests, scripts or files beside it.',
  },
];

/** The rules in dependency-cruiser's words. */
export const FORBIDDEN = [
  ...LAYER_RULES.map(({ name, from, mayImport, node, rightPlace }) => ({
    name,
    severity: /** @type {const} */ ('error'),
    comment: rightPlace,
    from: { path: from },
    to: {
      pathNot: mayImport,
      couldNotResolve: false,
      ...(node ? { dependencyTypesNot: [/** @type {const} */ ('core')] } : {}),
    },
  })),
  {
    name: 'imports-exist',
    severity: /** @type {const} */ ('error'),
    comment: 'There is no such file or package. Mend the path, or declare the package in package.json.',
    from: { path: '^src/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'no-circles',
    severity: /** @type {const} */ ('error'),
    comment: 'Two files that need each other are one thing, or need a third that both stand on.',
    from: { path: '^src/' },
    to: { circular: true },
  },
];
