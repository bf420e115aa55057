import type { TrainingRequest } from '../../contract/requests';
import type { AgainStart, TrainingStart } from '../store/navigation';
import { StartDialog } from './start-dialog';
import { StrategyRunFields } from './strategy-run-fields';
import { useStrategyRunForm } from './use-strategy-run-form';

interface TrainingDialogProps {
  readonly start: TrainingStart;
  readonly again?: AgainStart<TrainingRequest>;
}

/** Strategy, data and seed; everything else as the strategy says unless changed here. */
export function TrainingDialog({ start, again }: TrainingDialogProps) {
  const form = useStrategyRunForm({ start, again: again ?? null });
  const { run, starting } = form;
  return (
    <StartDialog
      title={again === undefined ? 'New training' : 'Train again with changes'}
      intro="A network learns the strategy’s decisions from past bars. The strategy is kept as it is now."
      submitLabel="Start training"
      isReady={run !== null}
      starting={starting}
      failure={form.generalFailure}
      onSubmit={() => run !== null && void starting.start({ type: 'training', ...run })}
    >
      <StrategyRunFields form={form} />
    </StartDialog>
  );
}
