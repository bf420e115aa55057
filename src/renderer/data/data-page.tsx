import { Button } from '@mantine/core';
import { IconChartLine, IconDatabase, IconDatabaseImport, IconDatabaseOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Dataset } from '../../contract/market-data';
import { useDesk, useNavigation } from '../app/desk-context';
import { count, countOf } from '../format/figure';
import { barRange } from '../format/moment';
import { NothingHere } from '../ui/nothing-here';
import { PageFrame } from '../ui/page-frame';
import { PageHeader } from '../ui/page-header';
import { ResourceGap } from '../ui/resource-gap';
import { SimpleList, type SimpleRow } from '../ui/simple-list';
import { TimeAgo } from '../ui/time-ago';
import { DatasetDetail } from './dataset-detail';

const rowOf = (dataset: Dataset): SimpleRow => ({
  id: dataset.fingerprint,
  name: `${dataset.symbol} · ${dataset.timeframe}`,
  label: `${dataset.symbol} ${dataset.timeframe}, ${count(dataset.bars)} bars`,
  icon: <IconDatabase size={18} stroke={1.6} />,
  summary: `${barRange(dataset.start, dataset.end)} · ${dataset.source}`,
  figure: countOf(dataset.bars, 'bar'),
  footnote: <TimeAgo at={dataset.importedAt} />,
});

/** The bars that are there to train and backtest on. */
export function DataPage() {
  const { datasets, navigation } = useDesk();
  const { value, failure } = useStore(datasets.store);
  const chosen = useNavigation((state) => state.open.data ?? null);
  useEffect(() => datasets.need(), [datasets]);
  const open = chosen ?? value?.[0]?.fingerprint ?? null;
  return (
    <PageFrame
      header={
        <PageHeader title="Data">
          <ImportButton />
        </PageHeader>
      }
      listLabel="Data list"
      list={
        value === null ? (
          <ResourceGap failure={failure} onRetry={() => void datasets.reload()} />
        ) : value.length === 0 ? (
          <NothingHere
            icon={<IconDatabase size={28} stroke={1.5} />}
            title="No data yet"
            actions={
              <Button size="sm" onClick={() => navigation.show({ kind: 'import', start: {} })}>
                Import data
              </Button>
            }
          >
            Import a CSV file with time, open, high, low, close and volume. Every strategy trains on data from here.
          </NothingHere>
        ) : (
          <SimpleList
            label="Data"
            rows={value.map(rowOf)}
            open={open}
            onOpen={(fingerprint) => navigation.open('data', fingerprint)}
          />
        )
      }
      detail={value === null ? null : <OpenDataset datasets={value} fingerprint={open} />}
    />
  );
}

function ImportButton() {
  const { navigation } = useDesk();
  return (
    <Button
      size="sm"
      variant="default"
      leftSection={<IconDatabaseImport size={16} stroke={1.75} />}
      onClick={() => navigation.show({ kind: 'import', start: {} })}
    >
      Import data…
    </Button>
  );
}

interface OpenDatasetProps {
  readonly datasets: readonly Dataset[];
  readonly fingerprint: string | null;
}

function OpenDataset({ datasets, fingerprint }: OpenDatasetProps) {
  if (fingerprint === null) {
    return (
      <NothingHere icon={<IconChartLine size={28} stroke={1.5} />} title="Prices appear here">
        With their range, where they came from and what can be done with them.
      </NothingHere>
    );
  }
  const dataset = datasets.find((one) => one.fingerprint === fingerprint);
  if (dataset !== undefined) return <DatasetDetail key={fingerprint} dataset={dataset} />;
  return (
    <NothingHere icon={<IconDatabaseOff size={28} stroke={1.5} />} title="This version is not listed any more">
      A newer version of its symbol was imported. Whatever was made with the old one still has it.
    </NothingHere>
  );
}
