import { fileURLToPath } from 'node:url';
import { workerKindSchema } from '../../src/contract/workers';
import { ignoreSignals } from '../../src/workers/runtime/ignore-signals';
import { Supervisor } from '../../src/workers/runtime/supervisor';
import { questionAnswerer, supervisorJobs } from '../../src/workers/supervisor-jobs';

/** src/workers/supervisor-entry.ts for a plain Node child process instead of Electron's utility process. */
ignoreSignals();
process.on('disconnect', () => process.exit(0));
const [workerId = '', workerKind] = process.argv.slice(2);
await new Supervisor({
  port: {
    post: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
  },
  workerId,
  workerKind: workerKindSchema.parse(workerKind),
  jobs: supervisorJobs,
  answer: questionAnswerer,
  computeEntry: fileURLToPath(new URL('./compute.mjs', import.meta.url)),
  exit: (code) => process.exit(code),
  log: (line) => process.stderr.write(`${line}\n`),
}).serve();
