import { parentPort } from 'node:worker_threads';
import { computeJobs } from './compute-jobs';
import { serveComputeJobs } from './runtime/serve-compute-jobs';

if (parentPort === null) throw new Error('this file is started as a thread');
serveComputeJobs(parentPort, computeJobs);
