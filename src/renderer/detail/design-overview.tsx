import { Text } from '@mantine/core';
import type { Operation } from '../../contract/operation';
import type { AgentDesignResult, Variant } from '../../contract/results';
import { count } from '../format/figure';
import { barRange } from '../format/moment';
import { Facts } from '../ui/facts';
import { type PlainColumn, PlainTable } from '../ui/plain-table';
import { Section, Sections } from '../ui/section';
import { ClassBalance } from './class-balance';
import classes from './overview.module.css';

/** What a strategy would learn from, before it learns. */
export function DesignOverview({ operation }: { readonly operation: Operation }) {
  if (operation.status === 'completed' && operation.result.type === 'agent_design') {
    return <DesignFindings result={operation.result} />;
  }
  return (
    <Text size="sm" c="dimmed">
      The inputs, how often each label occurs, and the variants to try appear here once it is done.
    </Text>
  );
}

const VARIANTS: readonly PlainColumn<Variant>[] = [
  { label: 'No.', show: ({ variant }) => count(variant) },
  { label: 'Seed', align: 'right', show: ({ seed }) => String(seed) },
  {
    label: 'What is different',
    show: ({ changes }) => (changes.length === 0 ? 'Nothing: the strategy as it stands' : changes.join('; ')),
  },
];

function DesignFindings({ result }: { readonly result: AgentDesignResult }) {
  return (
    <Sections>
      <Facts
        label="What it would learn from"
        facts={[
          { label: 'Bars', value: `${count(result.bars)} · ${barRange(result.range.start, result.range.end)}` },
          { label: 'Rows with every input and a label', value: count(result.usableRows) },
          { label: `Inputs (${count(result.features.length)})`, value: result.features.join(', ') },
        ]}
      />
      <div className={classes['pair']}>
        <Section title="Labels of the training part">
          <ClassBalance classes={result.trainClasses} />
        </Section>
        <Section title="Labels in all">
          <ClassBalance classes={result.classes} />
        </Section>
      </div>
      <Section title="Variants">
        <PlainTable label="Variants" columns={VARIANTS} rows={result.variants} keyOf={(row) => row.variant} />
      </Section>
    </Sections>
  );
}
