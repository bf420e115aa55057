import { Button, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { JsonValue } from '../../contract/json';
import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import { Copyable } from '../ui/copyable';
import { type Fact, Facts } from '../ui/facts';
import { Section, Sections } from '../ui/section';
import { PinnedStrategy } from './pinned-strategy';

const valueText = (value: JsonValue): string =>
  typeof value === 'string' ? value : value === null ? 'none' : JSON.stringify(value);

/** What it was asked for and everything in force, defaults included. */
export function ParametersTab({ operation }: { readonly operation: Operation }) {
  const { navigation } = useDesk();
  const { metadata } = operation;
  const model = metadata.modelOperationId;
  const parameters = Object.entries(metadata.parameters);
  return (
    <Sections>
      <Section title="Asked for">
        <Facts label="Asked for" facts={askedFor(operation)} />
      </Section>
      {model === null ? null : (
        <Section title="Model">
          <Button
            size="compact-sm"
            variant="default"
            rightSection={<IconArrowRight size={14} />}
            onClick={() => navigation.openOperation(model)}
          >
            Open the training
          </Button>
        </Section>
      )}
      <Section title="In force">
        {parameters.length === 0 ? (
          <Text size="sm" c="dimmed">
            This kind of operation has no parameters.
          </Text>
        ) : (
          <Facts
            label="Parameters in force"
            facts={parameters.map(([label, value]) => ({ label, value: valueText(value) }))}
          />
        )}
      </Section>
      {metadata.strategyHash === null ? null : <PinnedStrategy id={operation.operationId} />}
    </Sections>
  );
}

function askedFor({ metadata }: Operation): readonly Fact[] {
  const facts: readonly (Fact | null)[] = [
    { label: 'Name', value: metadata.title },
    metadata.symbol === null ? null : { label: 'Symbol', value: metadata.symbol },
    metadata.timeframe === null ? null : { label: 'Timeframe', value: metadata.timeframe },
    metadata.startDate === null ? null : { label: 'From', value: metadata.startDate },
    metadata.endDate === null ? null : { label: 'To', value: metadata.endDate },
    metadata.seed === null ? null : { label: 'Seed', value: String(metadata.seed) },
    metadata.strategyHash === null
      ? null
      : {
          label: 'Strategy hash',
          value: <Copyable value={metadata.strategyHash} what="the strategy hash" shown={24} />,
        },
    ...metadata.datasets.map((fingerprint) => ({
      label: 'Data version',
      value: <Copyable value={fingerprint} what="the fingerprint" shown={24} />,
    })),
  ];
  return facts.filter((fact) => fact !== null);
}
