import { Button } from '@mantine/core';
import { IconDatabaseImport, IconPlayerPlay } from '@tabler/icons-react';
import { useCallback } from 'react';
import type { SeriesWindow } from '../../contract/chart-series';
import type { Dataset } from '../../contract/market-data';
import { useDesk } from '../app/desk-context';
import { PriceChart } from '../charts/price-chart';
import { useSeries } from '../charts/use-series';
import tabs from '../detail/detail-tabs.module.css';
import { count, countOf } from '../format/figure';
import { absoluteTime, barRange, barTime } from '../format/moment';
import { Copyable } from '../ui/copyable';
import { Facts } from '../ui/facts';
import { Hint } from '../ui/hint';
import { ItemDetail } from '../ui/item-detail';
import { Section, Sections } from '../ui/section';

/** One immutable version of a symbol's bars. */
export function DatasetDetail({ dataset }: { readonly dataset: Dataset }) {
  const { fingerprint, symbol, timeframe } = dataset;
  const price = usePrice(fingerprint);
  return (
    <ItemDetail
      label={`Data ${symbol} ${timeframe}`}
      title={`${symbol} · ${timeframe}`}
      subject={`${countOf(dataset.bars, 'bar')} · ${barRange(dataset.start, dataset.end)} UTC`}
      actions={<DatasetActions dataset={dataset} />}
    >
      <div className={tabs['panel']}>
        <Sections>
          <PriceChart title="Price" view={price} height={320} />
          <Section title="About this data">
            <Facts
              label="About this data"
              facts={[
                { label: 'Bars', value: count(dataset.bars) },
                { label: 'First bar', value: `${barTime(dataset.start)} UTC` },
                { label: 'Last bar', value: `${barTime(dataset.end)} UTC` },
                { label: 'Source', value: dataset.source },
                { label: 'Imported', value: absoluteTime(dataset.importedAt) },
                { label: 'Fingerprint', value: <Copyable value={fingerprint} what="the fingerprint" shown={24} /> },
              ]}
            />
          </Section>
        </Sections>
      </div>
    </ItemDetail>
  );
}

function usePrice(fingerprint: Dataset['fingerprint']) {
  const { api } = useDesk();
  const load = useCallback(
    (window: Partial<SeriesWindow>) => api.invoke('datasets:price', { fingerprint, window }),
    [api, fingerprint],
  );
  return useSeries(load);
}

function DatasetActions({ dataset: { symbol, timeframe } }: { readonly dataset: Dataset }) {
  const { navigation } = useDesk();
  return (
    <>
      <Hint text="A new training on these bars">
        <Button
          size="compact-md"
          fz="sm"
          leftSection={<IconPlayerPlay size={15} stroke={1.75} />}
          onClick={() => navigation.show({ kind: 'training', start: { symbol, timeframe } })}
        >
          Train on this
        </Button>
      </Hint>
      <Hint text="Import a file for this symbol; these bars stay for whatever was made with them">
        <Button
          size="compact-md"
          fz="sm"
          variant="default"
          leftSection={<IconDatabaseImport size={15} stroke={1.75} />}
          onClick={() => navigation.show({ kind: 'import', start: { symbol } })}
        >
          Import a newer version
        </Button>
      </Hint>
    </>
  );
}
