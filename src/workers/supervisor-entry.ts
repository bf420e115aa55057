import { join } from 'node:path';
import { workerKindSchema } from '../contract/workers';
import { ignoreSignals } from './runtime/ignore-signals';
import { Supervisor } from './runtime/supervisor';
import { questionAnswerer, supervisorJobs } from './supervisor-jobs';

ignoreSignals();
const { parentPort } = process;
const [workerId = '', workerKind] = process.argv.slice(2);
await new Supervisor({
  port: {
    post: (message) => parentPort.postMessage(message),
    onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
  },
  workerId,
  workerKind: workerKindSchema.parse(workerKind),
  jobs: supervisorJobs,
  answer: questionAnswerer,
  computeEntry: join(import.meta.dirname, 'compute.js'),
  exit: (code) => process.exit(code),
  log: (line) => process.stderr.write(`${line}\n`),
}).serve();
