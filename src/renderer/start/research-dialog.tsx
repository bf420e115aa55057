import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { ResearchRequest } from '../../contract/requests';
import type { AgainStart, ResearchStart } from '../store/navigation';
import { AccountFields } from './account-fields';
import { StartDialog } from './start-dialog';
import { StrategyRunFields } from './strategy-run-fields';
import { useAccount } from './use-account';
import { useStrategyRunForm } from './use-strategy-run-form';

interface ResearchDialogProps {
  readonly start: ResearchStart;
  readonly again?: AgainStart<ResearchRequest>;
}

const MOST_VARIANTS = 16;

/** A strategy and a few variants of it: designed, trained, backtested and judged in one go. */
export function ResearchDialog({ start, again }: ResearchDialogProps) {
  const form = useStrategyRunForm({ start, again: again ?? null });
  const account = useAccount(again?.request ?? null, form.starting.clearFailure);
  const [variants, setVariants] = useState<number | string>(again?.request.variants ?? 3);
  const { run, starting } = form;
  const isCount = Number.isInteger(variants) && Number(variants) >= 1 && Number(variants) <= MOST_VARIANTS;
  const submit = (): void => {
    if (run === null || account.value === null) return;
    void starting.start({ type: 'agent_research', ...run, variants: Number(variants), ...account.value });
  };
  return (
    <StartDialog
      title={again === undefined ? 'New research' : 'Research again with changes'}
      intro="Tries the strategy and variants of it: trains each, backtests those that learned something, and says which stand."
      submitLabel="Start research"
      isReady={run !== null && account.value !== null && isCount}
      starting={starting}
      failure={form.generalFailure}
      onSubmit={submit}
    >
      <StrategyRunFields form={form} />
      <NumberInput
        label="Variants"
        description="The first is the strategy as it stands; each further one changes a little of it"
        min={1}
        max={MOST_VARIANTS}
        allowDecimal={false}
        value={variants}
        onChange={form.changing(setVariants)}
        error={isCount ? null : `A whole number from 1 to ${MOST_VARIANTS}`}
      />
      <AccountFields account={account} />
    </StartDialog>
  );
}
