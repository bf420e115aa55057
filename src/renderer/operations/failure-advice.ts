import type { CancelReason } from '../../contract/cancellation';
import type { FailureCode } from '../../contract/failure';
import type { ActionId } from './action-ids';

/** What a person is told about a failure or a stop beyond its own message, and what to do next. */
export interface Advice {
  /** In two or three words, for where a sentence has no room. */
  readonly title: string;
  /** What it means, in one or two plain sentences. */
  readonly meaning: string;
  /** The next steps, the best first; what an operation cannot do is left out where they are shown. */
  readonly steps: readonly ActionId[];
  /** Steps that would only lead to the same end. */
  readonly inVain?: readonly ActionId[];
}

/** Going on or starting over with the same input ends the same way. */
const SAME_AGAIN: readonly ActionId[] = ['resume', 'start_over', 'run_again'];

export const FAILURE_ADVICE: Readonly<Record<FailureCode, Advice>> = {
  bad_arguments: {
    title: 'Input not accepted',
    meaning: 'Something that was asked for is outside of what is possible. Change it and run it again.',
    steps: ['change'],
    inVain: SAME_AGAIN,
  },
  bad_csv: {
    title: 'File not readable',
    meaning: 'Nothing was imported, and the data that was there is unchanged. Mend the file or choose another.',
    steps: ['import_again'],
    inVain: ['resume', 'start_over'],
  },
  bad_strategy: {
    title: 'Strategy not valid',
    meaning: 'The strategy cannot be run as it is written. Mend it, then run it again with changes.',
    steps: ['open_strategy', 'change'],
    inVain: SAME_AGAIN,
  },
  dataset_missing: {
    title: 'Data missing',
    meaning: 'The bars it was made with are not here any more. Import them again, or run it on the data there is.',
    steps: ['open_data', 'change'],
    inVain: ['resume', 'start_over'],
  },
  empty_range: {
    title: 'No bars in the range',
    meaning: 'There is nothing to work on between these dates.',
    steps: ['choose_range', 'open_data'],
    inVain: SAME_AGAIN,
  },
  file_missing: {
    title: 'File missing',
    meaning: 'The file is not where it was. Put it back or choose another.',
    steps: ['import_again', 'open_strategy', 'start_over'],
  },
  label_collapse: {
    title: 'Labels of one kind only',
    meaning: 'There was nothing to tell apart. Another label threshold or a longer range gives all kinds of labels.',
    steps: ['change', 'open_strategy'],
    inVain: SAME_AGAIN,
  },
  model_mismatch: {
    title: 'Model does not fit',
    meaning: 'The model was trained for other inputs than these. Choose the model of this strategy, or train it again.',
    steps: ['change', 'open_strategy'],
    inVain: SAME_AGAIN,
  },
  profile_unusable: {
    title: 'Folder not usable',
    meaning: 'The folder Tradewind keeps its work in cannot be used. Nothing in it was changed.',
    steps: ['check_profile', 'show_log'],
  },
  too_few_rows: {
    title: 'Too few rows',
    meaning: 'Training, validation and test each need rows of their own. A longer range gives them.',
    steps: ['choose_range', 'open_data'],
    inVain: SAME_AGAIN,
  },
  unknown_model: {
    title: 'Model missing',
    meaning: 'The training whose model was asked for was deleted. Choose another model.',
    steps: ['change'],
    inVain: SAME_AGAIN,
  },
  unknown_operation: {
    title: 'Operation missing',
    meaning: 'It was deleted, or never belonged to this history.',
    steps: ['change'],
  },
  unknown_symbol: {
    title: 'Unknown symbol',
    meaning: 'There are no bars of this symbol yet. Import them, or choose a symbol that is there.',
    steps: ['open_data', 'change'],
    inVain: SAME_AGAIN,
  },
  app_closed: {
    title: 'Tradewind was closed',
    meaning: 'Tradewind ended without warning while it ran. Everything up to its last checkpoint is safe.',
    steps: ['resume', 'run_again'],
  },
  checkpoint_damaged: {
    title: 'Checkpoint damaged',
    meaning: 'It cannot go on from where it was, because what was kept of it is damaged. It can start again.',
    steps: ['start_over', 'check_profile'],
    inVain: ['resume'],
  },
  child_failed: {
    title: 'A part of it failed',
    meaning: 'What its other parts found is kept. Once the cause is mended, it goes on with the part that failed.',
    steps: ['open_child', 'resume', 'change'],
  },
  disk_full: {
    title: 'Disk full',
    meaning: 'There was no room to store more. Everything stored before is safe; make room, then go on.',
    steps: ['resume', 'open_settings'],
  },
  diverged: {
    title: 'Training diverged',
    meaning: 'The loss stopped being a number. A smaller learning rate usually helps.',
    steps: ['change', 'open_strategy'],
    inVain: SAME_AGAIN,
  },
  engine_changed: {
    title: 'Made by another engine',
    meaning: 'An earlier version of the engine began it, so going on would mix two. It can be run anew by this one.',
    steps: ['run_again', 'change'],
    inVain: ['resume', 'start_over'],
  },
  internal: {
    title: 'Internal error',
    meaning: 'Something inside Tradewind went wrong; your input is not to blame. The log has the details.',
    steps: ['resume', 'show_log'],
  },
  nondeterministic: {
    title: 'Results differ',
    meaning: 'The same step gave another result than before, so going on would not be honest. Start it again.',
    steps: ['start_over', 'show_log'],
    inVain: ['resume'],
  },
  not_allowed: {
    title: 'Not possible now',
    meaning: 'Its state does not allow that. Nothing was changed.',
    steps: ['show_log'],
  },
  orphaned: {
    title: 'Lost its worker',
    meaning: 'Nothing was working on it any more although it claimed to run. It can go on from its last checkpoint.',
    steps: ['resume', 'show_log'],
  },
  out_of_memory: {
    title: 'Out of memory',
    meaning:
      'It needed more memory than there was. Fewer operations at once, a shorter range or a smaller network need less.',
    steps: ['change', 'resume', 'open_settings'],
  },
  profile_in_use: {
    title: 'Folder in use',
    meaning: 'Another Tradewind works in the same folder. Close it first, or use that one.',
    steps: ['show_log'],
  },
  provider_failed: {
    title: 'Data source failed',
    meaning: 'The source of the bars did not answer as it should. The data that was there is unchanged.',
    steps: ['start_over', 'import_again'],
  },
  repeated_request: {
    title: 'Asked for already',
    meaning: 'The newest one of this kind asked for exactly the same. Run again, it gives the same result.',
    steps: ['run_again', 'change'],
  },
  requested_failure: {
    title: 'Failed as asked',
    meaning: 'This demonstration was told to fail here. Nothing is broken.',
    steps: ['change', 'run_again'],
    inVain: ['resume', 'start_over'],
  },
  storage_failed: {
    title: 'Storage failed',
    meaning: 'Something could not be stored or read. Checking the profile tells whether its files are whole.',
    steps: ['check_profile', 'resume', 'show_log'],
  },
  storage_read_only: {
    title: 'Storage is read-only',
    meaning: 'Tradewind may read its folder but not write to it. Give it the right to write, then go on.',
    steps: ['resume', 'check_profile'],
  },
  unresponsive: {
    title: 'Stopped answering',
    meaning: 'It was silent for too long, so it was ended. It can go on from its last checkpoint.',
    steps: ['resume', 'open_settings'],
  },
  worker_crashed: {
    title: 'Worker stopped',
    meaning: 'The process that worked on it ended. Nothing else was affected, and everything stored is safe.',
    steps: ['resume', 'show_log'],
  },
  worker_did_not_start: {
    title: 'Worker did not start',
    meaning: 'No process could be started for it. Too little memory or a security program can be the cause.',
    steps: ['resume', 'restart_workers', 'show_log'],
  },
  worker_kind_stopped: {
    title: 'Workers are stopped',
    meaning: 'Workers of this kind died three times in five minutes, so no more are started until you say so.',
    steps: ['restart_workers', 'resume', 'show_log'],
  },
};

export const REASON_ADVICE: Readonly<Record<CancelReason, Advice>> = {
  user: {
    title: 'Cancelled',
    meaning: 'You stopped it. What it had reported until then is kept.',
    steps: ['resume', 'run_again', 'change'],
  },
  paused: {
    title: 'Paused',
    meaning: 'It goes on exactly from where it is, also after Tradewind or the computer was restarted.',
    steps: ['resume', 'start_over'],
  },
  shutdown: {
    title: 'Paused by closing the app',
    meaning: 'It goes on exactly from where it is. Settings can resume such work by itself at launch.',
    steps: ['resume', 'start_over', 'open_settings'],
  },
  parent: {
    title: 'Stopped with what it belongs to',
    meaning: 'It stopped together with the operation it is a part of, and goes on together with it.',
    steps: ['open_parent', 'resume'],
  },
  timeout: {
    title: 'Stopped after its time',
    meaning: 'It took longer than it was allowed to. What it had reported until then is kept.',
    steps: ['resume', 'change'],
  },
  superseded: {
    title: 'Replaced by a newer run',
    meaning: 'A newer run took its place.',
    steps: ['run_again', 'change'],
  },
};
