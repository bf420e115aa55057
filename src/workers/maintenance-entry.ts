import { answerTask } from './maintenance/answer-task';
import { ignoreSignals } from './runtime/ignore-signals';

/** One task comes, one reply goes; main then ends the process. */
ignoreSignals();
const { parentPort } = process;
parentPort.once('message', (event) => {
  void answerTask(event.data, process.env['TRADEWIND_SQLITE_BINDING']).then((reply) => parentPort.postMessage(reply));
});
