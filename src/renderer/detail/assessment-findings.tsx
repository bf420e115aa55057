import { Group, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { AgentAssessmentResult, CandidateVerdict, Gate } from '../../contract/results';
import { typeset } from '../format/typeset';
import { VERDICT_WORDS } from '../operations/operation-words';
import { type PlainColumn, PlainTable } from '../ui/plain-table';
import { Section, Sections } from '../ui/section';
import { OperationButton } from './operation-button';
import classes from './overview.module.css';

/** What an assessment says: the verdict in words, then each variant with the gates it met and missed. */
export function AssessmentFindings({ result }: { readonly result: AgentAssessmentResult }) {
  const { candidates, best, summary } = result;
  // The best one first; the others as they were tried.
  const ordered = [...candidates].sort((a, b) => Number(b.variant === best) - Number(a.variant === best));
  return (
    <Sections>
      <Section title={best === null ? 'No variant stands' : `Variant ${best} is the best`}>
        <Text size="sm" maw={640}>
          {typeset(summary)}
        </Text>
      </Section>
      {ordered.map((candidate) => (
        <Candidate key={candidate.variant} candidate={candidate} />
      ))}
    </Sections>
  );
}

const TONES = {
  strong: 'var(--tw-good)',
  promising: 'var(--tw-good)',
  weak: 'var(--tw-warn)',
  rejected: 'var(--tw-bad)',
} as const;

function Candidate({ candidate }: { readonly candidate: CandidateVerdict }) {
  const { variant, verdict, gates, reasons, trainingOperationId, backtestingOperationId } = candidate;
  return (
    <Section title={`Variant ${variant}: ${VERDICT_WORDS[verdict].toLowerCase()}`}>
      <div className={classes['verdict']} style={{ borderColor: TONES[verdict] }}>
        {reasons.map((reason) => (
          <Text key={reason} size="sm">
            {typeset(reason)}
          </Text>
        ))}
      </div>
      <PlainTable label={`Gates of variant ${variant}`} columns={GATES} rows={gates} keyOf={gateKey} />
      <Group gap="xs" mt="sm">
        <OperationButton id={trainingOperationId}>Open its training</OperationButton>
        {backtestingOperationId === null ? null : (
          <OperationButton id={backtestingOperationId}>Open its backtest</OperationButton>
        )}
      </Group>
    </Section>
  );
}

const gateKey = ({ stage, id }: Gate): string => `${stage} ${id}`;

const GATES: readonly PlainColumn<Gate>[] = [
  {
    label: 'Gate',
    show: ({ passed, label }) => (
      <span className={classes['gate']}>
        {passed ? (
          <IconCircleCheck size={16} stroke={1.75} color="var(--tw-good)" aria-label="Passed" />
        ) : (
          <IconCircleX size={16} stroke={1.75} color="var(--tw-bad)" aria-label="Not passed" />
        )}
        {label}
      </span>
    ),
  },
  { label: 'In words', show: ({ reason }) => typeset(reason) },
];
