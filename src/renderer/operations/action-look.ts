import {
  IconArrowDown,
  IconArrowsDiff,
  IconArrowUp,
  IconBrain,
  IconCalendar,
  IconChartCandle,
  IconCornerLeftUp,
  IconCornerRightDown,
  IconCpu,
  IconDatabaseImport,
  IconFileText,
  IconHandStop,
  IconListDetails,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackPrev,
  IconRefresh,
  IconSettings,
  IconShieldCheck,
  IconStethoscope,
  IconTrash,
  IconTrophy,
  IconX,
} from '@tabler/icons-react';
import type { Operation } from '../../contract/operation';
import type { ActionId } from './action-ids';
import { resumePlace } from './checkpoint-words';

interface ActionLook {
  readonly label: string;
  readonly hint: string;
  readonly icon: typeof IconX;
  /** Key that does it in the list, when there is one. */
  readonly key: string | null;
}

const look = (label: string, hint: string, icon: typeof IconX, key: string | null = null): ActionLook => ({
  label,
  hint,
  icon,
  key,
});

export const ACTION_LOOKS: Readonly<Record<ActionId, ActionLook>> = {
  pause: look('Pause', 'Stop for now, to go on later exactly from here', IconPlayerPause, 'P'),
  resume: look('Resume', 'Go on from where it is', IconPlayerPlay, 'P'),
  start_over: look('Start again', 'The same operation once more from its beginning', IconPlayerTrackPrev),
  cancel: look('Cancel', 'Stop it', IconX, 'C'),
  force_stop: look('Force stop', 'End its thread now; what is stored stays', IconHandStop),
  backtest: look('Backtest', 'Try the trained model on bars it has not seen', IconChartCandle, 'B'),
  compare: look('Compare', 'Put it beside other backtests', IconArrowsDiff),
  verify: look('Verify', 'Run it again in the background and compare every hash', IconShieldCheck),
  run_again: look('Run again', 'The same once more, as a new operation', IconRefresh),
  change: look('Run again with changes…', 'A dialog that starts with the same choices', IconPencil),
  choose_range: look('Choose other dates…', 'The same with another range', IconCalendar),
  import_again: look('Choose a file…', 'Import another file for the same symbol', IconDatabaseImport),
  train_on_it: look('Train on it', 'A new training on these bars', IconPlayerPlay),
  open_strategy: look('Open strategy', 'See the strategy and what is wrong with it', IconFileText),
  open_data: look('Show data', 'See which data is there and import what is missing', IconDatabaseImport),
  open_model: look('Show training', 'Open the training whose model was used', IconBrain),
  open_parent: look('Show the whole', 'Open the operation it is a part of', IconCornerLeftUp),
  open_child: look('Show the part', 'Open the part that failed', IconCornerRightDown),
  open_best: look('Show the best', 'Open what the best variant achieved', IconTrophy),
  raise: look('Move up', 'Let it begin before the one ahead of it', IconArrowUp, 'Alt ↑'),
  lower: look('Move down', 'Let the next one begin first', IconArrowDown, 'Alt ↓'),
  open_settings: look('Open settings', 'See the settings that matter for it', IconSettings),
  show_log: look('Show the log', 'Open the log file', IconListDetails),
  restart_workers: look('Start workers again', 'Let workers of its kind be started again', IconCpu),
  check_profile: look('Check the profile', 'Look whether all stored files are whole', IconStethoscope),
  delete: look('Delete', 'Remove it from the history (can be undone for 10 s)', IconTrash, 'Del'),
};

/** How an action looks for one operation: resuming says where it goes on. */
export function actionLook(action: ActionId, operation: Operation): ActionLook {
  const usual = ACTION_LOOKS[action];
  if (action === 'resume') {
    const place = resumePlace(operation);
    return place === null ? usual : { ...usual, hint: `Go on from ${place}` };
  }
  if (action === 'start_over' && resumePlace(operation) !== null) {
    return { ...usual, label: 'Start again from the beginning', hint: 'Leave its checkpoints and begin anew' };
  }
  return usual;
}
