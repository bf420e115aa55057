import { answerTask } from '../../../src/workers/maintenance/answer-task';

/** src/workers/maintenance-entry.ts for a plain Node child process instead of Electron's utility process. */
process.on('disconnect', () => process.exit(0));
process.once('message', (task) => {
  void answerTask(task, process.env['TRADEWIND_SQLITE_BINDING']).then((reply) => process.send?.(reply));
});
