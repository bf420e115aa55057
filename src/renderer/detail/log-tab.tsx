import { Button } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { hashesOf } from '../../contract/hash-comparison';
import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import { duration, durationBetween } from '../format/duration';
import { absoluteTime } from '../format/moment';
import { reasonWords } from '../operations/operation-words';
import { Copyable } from '../ui/copyable';
import { type Fact, Facts } from '../ui/facts';
import { Section, Sections } from '../ui/section';
import { showFailure } from '../ui/show-failure';
import { fieldLabel } from './field-label';
import classes from './log-tab.module.css';

/** When what happened, what was said, and the raw text behind a failure. */
export function LogTab({ operation }: { readonly operation: Operation }) {
  const { api } = useDesk();
  const openLogs = async (): Promise<void> => {
    const answer = await api.invoke('app:openLogs', null);
    if (!answer.ok) showFailure('The log could not be opened', answer.failure);
  };
  return (
    <Sections>
      <Section title="Times">
        <Facts label="Times" facts={timesOf(operation)} />
      </Section>
      {operation.warnings.length === 0 ? null : (
        <Section title="Warnings">
          <ul className={classes['warnings']}>
            {operation.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Section>
      )}
      {operation.status === 'failed' ? (
        <Section title="Failure">
          <Facts
            label="Failure"
            facts={[
              { label: 'Code', value: <Copyable value={operation.failure.code} what="the code" /> },
              { label: 'Message', value: operation.failure.message },
              { label: 'Phase', value: operation.failure.phase ?? '–' },
            ]}
          />
          {operation.failure.detail === null ? null : (
            <pre className={classes['detail']}>{operation.failure.detail}</pre>
          )}
        </Section>
      ) : null}
      <Section title="Identity">
        <Facts label="Identity" facts={identityOf(operation)} />
      </Section>
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconFileText size={14} stroke={1.75} />}
          onClick={() => void openLogs()}
        >
          Open the log file
        </Button>
      </div>
    </Sections>
  );
}

function timesOf(operation: Operation): readonly Fact[] {
  const facts: Fact[] = [{ label: 'Asked for', value: absoluteTime(operation.createdAt) }];
  if ('startedAt' in operation && operation.startedAt !== null) {
    facts.push({ label: 'Started', value: absoluteTime(operation.startedAt) });
    const waited = durationBetween(operation.createdAt, operation.startedAt);
    if (waited > 1_000) facts.push({ label: 'Waited', value: duration(waited) });
  }
  if (operation.status === 'running' && operation.cancelRequested !== null) {
    facts.push({ label: 'Asked to stop', value: absoluteTime(operation.cancelRequested.at) });
  }
  if ('completedAt' in operation) {
    facts.push({ label: 'Ended', value: absoluteTime(operation.completedAt) });
    if (operation.startedAt !== null) {
      facts.push({ label: 'Took', value: duration(durationBetween(operation.startedAt, operation.completedAt)) });
    }
  }
  if (operation.status === 'cancelled') {
    facts.push({ label: 'Reason', value: reasonWords(operation.reason) });
    facts.push({ label: 'Forced', value: operation.forced ? 'yes' : 'no' });
  }
  return facts;
}

function identityOf(operation: Operation): readonly Fact[] {
  const facts: Fact[] = [{ label: 'Id', value: <Copyable value={operation.operationId} what="the id" /> }];
  if (operation.status !== 'completed') return facts;
  const { result } = operation;
  const hash = (label: string, value: string): Fact => ({
    label,
    value: <Copyable value={value} what={`the ${label.toLowerCase()}`} shown={24} />,
  });
  for (const [name, value] of Object.entries(hashesOf(result))) facts.push(hash(fieldLabel(name), value));
  if ('engineVersion' in result) facts.push({ label: 'Engine', value: result.engineVersion });
  return facts;
}
