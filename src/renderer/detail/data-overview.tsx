import { Text } from '@mantine/core';
import { useCallback } from 'react';
import type { SeriesWindow } from '../../contract/chart-series';
import type { Operation } from '../../contract/operation';
import type { DataLoadResult } from '../../contract/results';
import { useDesk } from '../app/desk-context';
import { PriceChart } from '../charts/price-chart';
import { useSeries } from '../charts/use-series';
import { count } from '../format/figure';
import { barTime } from '../format/moment';
import { Copyable } from '../ui/copyable';
import { Facts } from '../ui/facts';
import { Sections } from '../ui/section';

export function DataOverview({ operation }: { readonly operation: Operation }) {
  const result = operation.status === 'completed' && operation.result.type === 'data_load' ? operation.result : null;
  if (result === null) {
    return (
      <Text size="sm" c="dimmed">
        {operation.status === 'running' || operation.status === 'pending'
          ? 'The bars and what was found in the file appear here once the import is done.'
          : 'Nothing was imported; the data that was there before is unchanged.'}
      </Text>
    );
  }
  return (
    <Sections>
      <Facts label="What was imported" facts={factsOf(result)} />
      <ImportedPrices fingerprint={result.fingerprint} title={operation.metadata.symbol ?? 'Prices'} />
    </Sections>
  );
}

const factsOf = (result: DataLoadResult) => [
  { label: 'Bars', value: count(result.bars) },
  { label: 'First bar', value: `${barTime(result.start)} UTC` },
  { label: 'Last bar', value: `${barTime(result.end)} UTC` },
  { label: 'Columns not used', value: result.ignoredColumns.length === 0 ? 'none' : result.ignoredColumns.join(', ') },
  { label: 'New', value: result.isNew ? 'yes' : 'no, exactly these bars were there before' },
  { label: 'Fingerprint', value: <Copyable value={result.fingerprint} what="the fingerprint" shown={24} /> },
];

function ImportedPrices({
  fingerprint,
  title,
}: {
  readonly fingerprint: DataLoadResult['fingerprint'];
  readonly title: string;
}) {
  const { api } = useDesk();
  const load = useCallback(
    (window: Partial<SeriesWindow>) => api.invoke('datasets:price', { fingerprint, window }),
    [api, fingerprint],
  );
  return <PriceChart title={title} view={useSeries(load)} />;
}
