import { Checkbox, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { DummyRequest } from '../../contract/requests';
import type { AgainStart } from '../store/navigation';
import { StartDialog } from './start-dialog';
import { useStart } from './use-start';

type NumberField = number | string;

/** Work that only takes time, to see how progress, failing and stopping look. */
export function DummyDialog({ again }: { readonly again?: AgainStart<DummyRequest> }) {
  const starting = useStart(again ?? null);
  const before = again?.request ?? null;
  const [steps, setSteps] = useState<NumberField>(before?.steps ?? 100);
  const [seconds, setSeconds] = useState<NumberField>(before?.seconds ?? 30);
  const [failAt, setFailAt] = useState<NumberField>(before?.failAt ?? '');
  const [ignoreCancel, setIgnoreCancel] = useState(before?.ignoreCancel ?? false);
  const submit = (): void =>
    void starting.start({
      type: 'dummy',
      steps: Number(steps),
      seconds: Number(seconds),
      failAt: failAt === '' ? null : Number(failAt),
      ignoreCancel,
    });
  return (
    <StartDialog
      title={again === undefined ? 'New demonstration' : 'Run again with changes'}
      intro="Does nothing but take time, in steps: to see progress, failing and stopping."
      submitLabel="Start demonstration"
      isReady={Number(steps) >= 1 && seconds !== ''}
      starting={starting}
      failure={starting.failure}
      onSubmit={submit}
      size={440}
    >
      <Group grow align="flex-start" gap="sm">
        <NumberInput
          label="Steps"
          min={1}
          max={1_000_000}
          allowDecimal={false}
          value={steps}
          onChange={setSteps}
          data-autofocus
        />
        <NumberInput label="Duration" suffix=" s" min={0} max={86_400} value={seconds} onChange={setSeconds} />
      </Group>
      <NumberInput
        label="Fail at"
        description="Empty: it does not fail"
        suffix=" %"
        min={0}
        max={100}
        value={failAt}
        onChange={setFailAt}
      />
      <Checkbox
        label="Ignore Cancel"
        description="It has to be stopped by force."
        checked={ignoreCancel}
        onChange={(event) => setIgnoreCancel(event.currentTarget.checked)}
      />
    </StartDialog>
  );
}
