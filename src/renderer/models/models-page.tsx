import { Button } from '@mantine/core';
import { IconTopologyStar3 } from '@tabler/icons-react';
import { useDeferredValue, useEffect } from 'react';
import { useStore } from 'zustand';
import type { OperationId } from '../../contract/identifiers';
import { useDesk, useNavigation } from '../app/desk-context';
import { OperationDetail } from '../detail/operation-detail';
import { NO_FILTER } from '../filter/list-filter';
import { countOf } from '../format/figure';
import { OperationGrid } from '../operations/operation-grid';
import { SearchField } from '../operations/search-field';
import { SortMenu } from '../operations/sort-menu';
import { NothingHere } from '../ui/nothing-here';
import { PageFrame } from '../ui/page-frame';
import { PageHeader } from '../ui/page-header';
import { modelSummary } from './model-summary';
import classes from './models-page.module.css';

/** Every finished training with its figures: what can be backtested. */
export function ModelsPage() {
  const { models } = useDesk();
  const openNow = useNavigation((state) => state.open.models ?? null);
  const open = useDeferredValue(openNow) as OperationId | null;
  const total = useStore(models.store, (state) => state.total);
  useEffect(() => models.refresh(), [models]);
  return (
    <PageFrame
      header={
        <PageHeader title="Models">
          <SearchField list={models} label="Search models" />
        </PageHeader>
      }
      listLabel="Models list"
      list={
        <>
          <div className={classes['toolbar']}>
            <span className="tw-quiet">{total === null ? '' : countOf(total, 'model')}</span>
            <SortMenu list={models} />
          </div>
          <OperationGrid list={models} page="models" label="Models" summaryOf={modelSummary} empty={<NoModels />} />
        </>
      }
      detail={
        open === null ? (
          <NothingHere icon={<IconTopologyStar3 size={28} stroke={1.5} />} title="Choose a model">
            Its loss, its figures and the way to its backtest appear here.
          </NothingHere>
        ) : (
          <OperationDetail key={open} id={open} />
        )
      }
    />
  );
}

function NoModels() {
  const { models, navigation } = useDesk();
  const isSearched = useStore(models.store, (state) => state.typed !== '');
  if (isSearched) {
    return (
      <NothingHere
        icon={<IconTopologyStar3 size={28} stroke={1.5} />}
        title="Nothing matches"
        actions={
          <Button size="sm" variant="default" onClick={() => models.setFilter(NO_FILTER)}>
            Clear the search
          </Button>
        }
      >
        No model passes this search.
      </NothingHere>
    );
  }
  return (
    <NothingHere
      icon={<IconTopologyStar3 size={28} stroke={1.5} />}
      title="No models yet"
      actions={
        <Button size="sm" variant="default" onClick={() => navigation.show({ kind: 'training', start: {} })}>
          New training…
        </Button>
      }
    >
      Every finished training leaves a model here, ready to be backtested.
    </NothingHere>
  );
}
