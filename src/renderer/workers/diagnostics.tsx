import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ServiceHealth } from '../../contract/diagnostics';
import { useAnswer } from '../app/use-answer';
import { FailureCard } from '../ui/failure-card';
import { type PlainColumn, PlainTable } from '../ui/plain-table';
import { Section } from '../ui/section';

const STATUS: Readonly<Record<ServiceHealth['status'], string>> = {
  ok: 'Ready',
  degraded: 'Partly ready',
  error: 'Not ready',
};

const HEALTH: readonly PlainColumn<ServiceHealth>[] = [
  { label: 'Service', show: ({ service }) => service },
  {
    label: 'State',
    show: ({ status }) => (
      <span style={{ color: status === 'ok' ? 'var(--tw-good)' : 'var(--tw-warn)' }}>{STATUS[status]}</span>
    ),
  },
  { label: 'Works in', show: ({ mode }) => (mode === 'worker' ? 'a worker' : 'the app itself') },
  { label: 'What was looked at', show: ({ checks }) => checks.map(({ detail }) => detail).join(' ') },
];

/** Whether each service could do its work now, and what it has done since launch; asked for anew on request. */
export function Diagnostics() {
  const [round, setRound] = useState(0);
  const health = useAnswer('diagnostics:health', null, round);
  const configuration = useAnswer('diagnostics:configuration', null, round);
  const failure = health.failure ?? configuration.failure;
  const counters = [...new Set((configuration.value ?? []).flatMap(({ statistics }) => Object.keys(statistics)))];
  return (
    <Section title="Services">
      {failure === null ? null : <FailureCard failure={failure} />}
      {health.value === null ? null : (
        <PlainTable label="Services" columns={HEALTH} rows={health.value} keyOf={({ service }) => service} />
      )}
      {configuration.value === null || counters.length === 0 ? null : (
        <PlainTable
          label="Since launch"
          columns={[
            { label: 'Since launch', show: ({ service }) => service },
            ...counters.map((name) => ({
              label: name,
              align: 'right' as const,
              show: ({ statistics }: { readonly statistics: Readonly<Record<string, number>> }) =>
                String(statistics[name] ?? 0),
            })),
          ]}
          rows={configuration.value}
          keyOf={({ service }) => service}
        />
      )}
      <Button size="compact-sm" variant="default" mt="sm" onClick={() => setRound((before) => before + 1)}>
        Look again
      </Button>
    </Section>
  );
}
