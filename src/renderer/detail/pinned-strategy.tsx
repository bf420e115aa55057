import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import { useDesk } from '../app/desk-context';
import { FailureCard } from '../ui/failure-card';
import { Section } from '../ui/section';
import { StrategyText } from '../ui/strategy-text';

/** The strategy as it stood when the operation was asked for, whatever became of its file. */
export function PinnedStrategy({ id }: { readonly id: OperationId }) {
  const { api } = useDesk();
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const read = async (): Promise<void> => {
    const answer = await api.invoke('operations:strategy', id);
    if (answer.ok) setText(answer.value.text);
    else setFailure(answer.failure);
  };
  return (
    <Section title="Strategy as it was">
      {failure === null ? null : <FailureCard failure={failure} />}
      {text === null ? (
        <Button size="compact-sm" variant="default" onClick={() => void read()}>
          Show the strategy
        </Button>
      ) : (
        <StrategyText text={text} marks={[]} />
      )}
    </Section>
  );
}
