import {
  IconArrowsDiff,
  IconBrain,
  IconCalendar,
  IconChartCandle,
  IconDatabaseImport,
  IconFileText,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import type { ActionId } from './operation-actions';

interface ActionLook {
  readonly label: string;
  readonly hint: string;
  readonly icon: typeof IconX;
  /** Key that does it in the list, when there is one. */
  readonly key: string | null;
}

export const ACTION_LOOKS: Readonly<Record<ActionId, ActionLook>> = {
  cancel: { label: 'Cancel', hint: 'Stop it', icon: IconX, key: 'C' },
  backtest: {
    label: 'Backtest',
    hint: 'Try the trained model on bars it has not seen',
    icon: IconChartCandle,
    key: 'B',
  },
  compare: {
    label: 'Compare',
    hint: 'Put it beside other backtests',
    icon: IconArrowsDiff,
    key: null,
  },
  train_again: {
    label: 'Train again',
    hint: 'A new training that starts with the same choices',
    icon: IconRefresh,
    key: null,
  },
  backtest_again: { label: 'Backtest again', hint: 'A new backtest of the same model', icon: IconRefresh, key: null },
  import_again: { label: 'Import again', hint: 'Choose a file for the same symbol', icon: IconRefresh, key: null },
  run_again: { label: 'Run again', hint: 'The same once more', icon: IconRefresh, key: null },
  choose_range: { label: 'Choose other dates', hint: 'The same with another range', icon: IconCalendar, key: null },
  open_strategy: {
    label: 'Open strategy',
    hint: 'See the strategy and what is wrong with it',
    icon: IconFileText,
    key: null,
  },
  open_data: {
    label: 'Show data',
    hint: 'See which data is there and import what is missing',
    icon: IconDatabaseImport,
    key: null,
  },
  open_model: { label: 'Show training', hint: 'Open the training whose model was used', icon: IconBrain, key: null },
  train_on_it: { label: 'Train on it', hint: 'A new training on these bars', icon: IconPlayerPlay, key: null },
  delete: { label: 'Delete', hint: 'Remove it from the history (can be undone for 10 s)', icon: IconTrash, key: 'Del' },
};
